// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.10: latches and their clearing.
enum LatchRules {
  static let all: [Rule] = [
    Rule("11.10", "clears", "A latch is cleared by its number and cause, once still.", [], clears),
    Rule("11.10", "number", "A clear with another number clears nothing.", [], number),
    Rule("11.10", "cause", "A clear with another cause clears nothing.", [], cause),
    Rule("11.10", "counts", "Each latch has the next number.", [], counts),
  ]

  private static func latch(_ bench: Bench) throws(Finding) -> UInt16 {
    let latch = try StopRules.stop(bench, bench.freshStop()).last?.latch ?? 0
    _ = try bench.wait("the state latched") { message -> Bool? in
      guard case .telemetry(let one) = message else { return nil }
      return one.state == .latched ? true : nil
    }
    return latch
  }

  private static func clears(_ bench: Bench) throws(Finding) {
    let latch = try latch(bench)
    try bench.demand(.clear(Clear(latch: latch, cause: .stopCommand)), .accepted, detail: 0)
    let heard = try bench.rest(60)
    let now = try bench.telemetry()
    guard now.state == .idle, now.latches == 0,
      Bench.telemetries(heard).allSatisfy({ $0.state == .idle || $0.state == .latched })
    else {
      throw .failed(
        expected: "the state idle without latches; clearing arms nothing",
        got: [Words.of(.telemetry(now))] + Bench.tail(heard))
    }
  }

  private static func demandKept(_ bench: Bench, _ clear: Clear) throws(Finding) {
    try bench.demand(.clear(clear), .wrongLatch, detail: UInt32(LatchCause.stopCommand.mask))
    let now = try bench.telemetry()
    guard now.state == .latched, now.latches == LatchCause.stopCommand.mask else {
      throw .failed(expected: "the state latched, as before", got: [Words.of(.telemetry(now))])
    }
  }

  private static func number(_ bench: Bench) throws(Finding) {
    let latch = try latch(bench)
    try demandKept(bench, Clear(latch: latch &+ 1, cause: .stopCommand))
    try demandKept(bench, Clear(latch: latch &- 1, cause: .stopCommand))
  }

  private static func cause(_ bench: Bench) throws(Finding) {
    let latch = try latch(bench)
    try demandKept(bench, Clear(latch: latch, cause: .headHot))
  }

  private static func counts(_ bench: Bench) throws(Finding) {
    var before: UInt16?
    for _ in 0..<3 {
      let latch = try latch(bench)
      if let before {
        let next: UInt16 = before == 65_535 ? 1 : before + 1
        guard latch == next else {
          throw .failed(expected: "latch \(next)", got: ["latch \(latch)"])
        }
      }
      before = latch
      try bench.demand(.clear(Clear(latch: latch, cause: .stopCommand)), .accepted)
    }
  }
}
