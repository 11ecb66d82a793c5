// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §6: header, sequence, refusals.
enum HeaderRules {
  static let all: [Rule] = [
    Rule("6", "flags", "A message with flags is refused as malformed, 1.", [], flags),
    Rule("6", "type", "A type that is not known is answered with unknownType.", [], type),
    Rule("6", "length", "A wrong length is refused as malformed, 0x100 + the length.", [], length),
    Rule("6", "reserved", "A reserved byte that is not 0 is refused by its place.", [], reserved),
    Rule("6", "range", "A field out of its range is refused by its place.", [], range),
    Rule("6", "order", "Of several faults the first in the message is told.", [], order),
    Rule("6", "effect", "A message that is refused has no effect at all.", [], effect),
    Rule("6", "counted", "Refused messages are counted in condition.", [], counted),
    Rule(
      "6", "any-number", "All but setpoints is honoured whatever its number.", [], anyNumber),
    Rule("6", "wrap", "After number 65535 comes 0.", [], wrap),
  ]

  /// Sends header and body with a number of their own and demands an answer.
  private static func demand(
    _ bench: Bench, _ type: UInt8, _ body: [UInt8], flags: UInt8 = 0,
    _ result: Answer.Result, detail: UInt32
  ) throws(Finding) {
    let number = bench.main.next()
    let header = [type, flags, UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
    try bench.main.send(bytes: bench.main.wrap(header + body))
    try bench.demand(bench.answer(to: type, number), result, detail: detail)
  }

  private static func flags(_ bench: Bench) throws(Finding) {
    for flags in [UInt8(1), 0x80] {
      try demand(bench, 0x08, [1, 2, 3, 4], flags: flags, .malformed, detail: 1)
    }
  }

  private static func type(_ bench: Bench) throws(Finding) {
    for type in [UInt8(0x0B), 0x7F, 0x84] {
      try demand(bench, type, [1, 2, 3], .unknownType, detail: 0)
    }
  }

  private static func length(_ bench: Bench) throws(Finding) {
    try demand(bench, 0x08, [1, 2, 3], .malformed, detail: 0x107)
    try demand(bench, 0x08, [1, 2, 3, 4, 5], .malformed, detail: 0x109)
    try demand(bench, 0x0A, [], .malformed, detail: 0x104)
    try demand(bench, 0x02, [UInt8](repeating: 1, count: 58), .malformed, detail: 0x13E)
  }

  private static func reserved(_ bench: Bench) throws(Finding) {
    try demand(bench, 0x05, [1, 0, 1, 1], .malformed, detail: 7)
    try demand(bench, 0x06, [1, 0, 1, 9], .malformed, detail: 7)
    var arm = [UInt8](repeating: 1, count: 24)
    arm[5] = 1
    try demand(bench, 0x02, arm, .malformed, detail: 9)
    var setpoint = [UInt8](repeating: 0, count: 18)
    setpoint[0] = 1
    setpoint[9] = 1
    try demand(bench, 0x04, setpoint, .malformed, detail: 13)
  }

  private static func range(_ bench: Bench) throws(Finding) {
    try demand(bench, 0x07, [0, 1, 1, 0], .malformed, detail: 4)
    try demand(bench, 0x07, [1, 101, 1, 0], .malformed, detail: 5)
    try demand(bench, 0x07, [1, 1, 0, 0], .malformed, detail: 6)
    try demand(bench, 0x07, [1, 1, 1, 2], .malformed, detail: 7)
    try demand(bench, 0x05, [1, 0, 0, 0], .malformed, detail: 6)
    try demand(bench, 0x05, [1, 0, 10, 0], .malformed, detail: 6)
    try demand(bench, 0x06, [1, 0, 17, 0], .malformed, detail: 6)
    try demand(bench, 0x09, [3, 1], .malformed, detail: 4)
    try demand(bench, 0x09, [0, 0], .malformed, detail: 5)
    try demand(bench, 0x04, [UInt8](repeating: 0, count: 18), .malformed, detail: 4)
  }

  private static func order(_ bench: Bench) throws(Finding) {
    // No id, no actuator, a reserved byte: the id comes first.
    try demand(
      bench, 0x02, [0, 0, 0, 0, 0, 7] + [UInt8](repeating: 0, count: 18), .malformed, detail: 4)
    try demand(bench, 0x07, [0, 0, 0, 9], .malformed, detail: 4)
    // Flags before the type, the type before the length.
    try demand(bench, 0x7E, [], flags: 2, .malformed, detail: 1)
  }

  private static func effect(_ bench: Bench) throws(Finding) {
    // A stop with an impossible reason must not latch.
    try demand(bench, 0x05, [9, 0, 99, 0], .malformed, detail: 6)
    let heard = try bench.rest(60)
    let now = try bench.telemetry()
    guard now.latches == 0, now.state == .idle else {
      throw .failed(
        expected: "the state idle without latches, after a stop that was refused",
        got: [Words.of(.telemetry(now))] + Bench.tail(heard))
    }
  }

  private static func counted(_ bench: Bench) throws(Finding) {
    let before = try bench.condition().framesRefused
    for _ in 0..<3 { try demand(bench, 0x7F, [], .unknownType, detail: 0) }
    let after = try bench.condition()
    guard after.framesRefused &- before == 3 else {
      throw .failed(
        expected: "three frames more refused in condition",
        got: ["\(before) before, \(after.framesRefused) after", Words.of(.condition(after))])
    }
  }

  private static func anyNumber(_ bench: Bench) throws(Finding) {
    let newest = bench.main.next()
    for number in [newest, newest, newest &- 1, newest &- 20_000, newest &+ 30_000] {
      let token = bench.fresh()
      try bench.main.send(.ping(Ping(token: token)), number: number)
      _ = try bench.wait("a pong to a ping with sequence \(number)") { message in
        if case .pong(let pong) = message, pong.token == token { pong } else { nil }
      }
    }
  }

  private static func wrap(_ bench: Bench) throws(Finding) {
    bench.main.sequence = 65_533
    try bench.greet()
    for _ in 0..<6 { try bench.ping() }
  }
}
