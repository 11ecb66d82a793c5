// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §3: frames on a serial line.
enum FramingRules {
  static let all: [Rule] = [
    Rule(
      "3", "checksum", "A frame whose CRC does not agree is refused, counted, and not answered.",
      [.serial], checksum),
    Rule(
      "3", "stuffing", "COBS codes that do not lead exactly to the end are refused.", [.serial],
      stuffing),
    Rule("3", "short", "A frame of fewer than six bytes is refused and counted.", [.serial], short),
    Rule(
      "3", "overlong", "More than 65 bytes without a delimiter are one refusal.", [.serial],
      overlong),
    Rule("3", "empty", "Empty frames mean nothing and are not counted.", [.serial], empty),
    Rule(
      "3", "resync", "After anything at all the next whole frame is received.", [.serial], resync),
    Rule(
      "3", "split", "A frame is received however slowly its bytes come.", [.serial], split),
    Rule(
      "3", "joined", "Frames that come in one piece are all received.", [.serial], joined),
  ]

  private static func checksum(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    // Of the token's, the number's and the checksum's own bytes one bit each, none of them a zero's.
    let payload = Array(payloadOf(ping: token, number: 0x1111))
    let crc = Stuffing.checksum(payload) ^ 0x0101
    let bytes = payload + [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)]
    try bench.demandRefused(Stuffing.stuff(bytes), token: token)
  }

  private static func payloadOf(ping token: UInt32, number: UInt16) -> [UInt8] {
    let payload = HostMessage.ping(Ping(token: token)).payload(sequence: number)
    return (0..<payload.count).map { payload[$0] }
  }

  private static func stuffing(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    var bytes = bench.pingFrame(token: token)
    // The last code of the chain points one byte beyond the frame.
    var place = 0
    while place + Int(bytes[place]) < bytes.count - 1 { place += Int(bytes[place]) }
    bytes[place] += 1
    try bench.demandRefused(bytes, token: token)
  }

  private static func short(_ bench: Bench) throws(Finding) {
    try bench.demandRefused(Stuffing.frame([0x08, 0, 1]))
  }

  private static func overlong(_ bench: Bench) throws(Finding) {
    try bench.demandRefused([UInt8](repeating: 0x55, count: 200) + [0])
  }

  private static func empty(_ bench: Bench) throws(Finding) {
    try bench.demandRefused([UInt8](repeating: 0, count: 40), times: 0)
  }

  private static func resync(_ bench: Bench) throws(Finding) {
    let noise: [[UInt8]] = [
      [0xFF, 0xFE, 0x01, 0], [UInt8](repeating: 0xAA, count: 90) + [0], [0x03, 0x08, 0],
      Array(bench.pingFrame(token: 1).dropLast(4)) + [0],
    ]
    for bytes in noise {
      let token = bench.fresh()
      try bench.main.send(bytes: bytes + bench.pingFrame(token: token))
      _ = try bench.wait("a pong to the whole frame behind noise") { message in
        if case .pong(let pong) = message, pong.token == token { pong } else { nil }
      }
    }
  }

  private static func split(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    for byte in bench.pingFrame(token: token) {
      try bench.main.send(bytes: [byte])
      _ = try bench.listen(20)
    }
    let arrived = bench.main.heard.contains { one in
      if case .pong(let pong) = one.message { pong.token == token } else { false }
    }
    if arrived { return }
    _ = try bench.wait("a pong to a frame that came a byte every 20 ms") { message in
      if case .pong(let pong) = message, pong.token == token { pong } else { nil }
    }
  }

  private static func joined(_ bench: Bench) throws(Finding) {
    var missing = Set((0..<4).map { _ in bench.fresh() })
    try bench.main.send(bytes: missing.flatMap { bench.pingFrame(token: $0) })
    _ = try bench.wait("a pong to each of four frames in one piece") { message -> Bool? in
      if case .pong(let pong) = message { missing.remove(pong.token) }
      return missing.isEmpty ? true : nil
    }
  }
}
