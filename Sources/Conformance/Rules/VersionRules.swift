// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §16, and through it what holds before a hello (§11.1).
enum VersionRules {
  static let all: [Rule] = [
    Rule("16", "major", "Another major is answered by identity and versionMismatch.", [], major),
    Rule("16", "minor", "A host of a newer minor is spoken to in 1.0.", [], minor),
    Rule(
      "16", "silent", "A host of another major gets no telemetry.", [], silent),
    Rule(
      "16", "stop", "A host of any version can stop the device.", [], stop),
    Rule(
      "11.1", "honoured", "ping, disarm, clear, rates and faultRequest need no hello.", [],
      honoured),
    Rule("16", "arm", "A host of another major cannot arm.", [.motion], arm),
  ]

  /// Says hello as a host of version 2, and takes what is said to that.
  private static func greetAsStranger(_ bench: Bench) throws(Finding) {
    let nonce = bench.fresh()
    let number = try bench.main.send(.hello(Hello(major: 2, minor: 0, nonce: nonce)))
    _ = try bench.wait("an identity with nonce \(nonce)") { message in
      if case .identity(let one) = message, one.nonce == nonce { one } else { nil }
    }
    try bench.demand(bench.answer(to: 0x01, number), .versionMismatch, detail: 1)
  }

  private static func major(_ bench: Bench) throws(Finding) { try greetAsStranger(bench) }

  private static func minor(_ bench: Bench) throws(Finding) {
    let nonce = bench.fresh()
    try bench.demand(.hello(Hello(major: 1, minor: 7, nonce: nonce)), .accepted, detail: 1)
    try bench.rest(100)
  }

  private static func silent(_ bench: Bench) throws(Finding) {
    try greetAsStranger(bench)
    _ = try bench.listen(20)
    let heard = try bench.listen(300)
    guard heard.isEmpty else {
      throw .failed(expected: "silence for 300 ms", got: Bench.tail(heard))
    }
  }

  private static func stop(_ bench: Bench) throws(Finding) {
    try greetAsStranger(bench)
    let stopID = bench.freshStop()
    try bench.main.send(.stop(Stop(stopID: stopID, reason: .user)))
    _ = try bench.wait("standstill, to the stop of a host of version 2") { message in
      if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
    }
  }

  private static func honoured(_ bench: Bench) throws(Finding) {
    try greetAsStranger(bench)
    try bench.ping()
    let id = bench.fresh()
    try bench.demand(.disarm(Disarm(armID: id)), .notArmed, detail: id)
    try bench.demand(.clear(Clear(latch: 1, cause: .headHot)), .wrongLatch)
    let rates = Rates(
      telemetryPeriodMilliseconds: 50, setpointPeriodMilliseconds: 50,
      conditionPeriodCentiseconds: 10, measurement: false)
    try bench.demand(.rates(rates), .accepted)
    try bench.main.send(.faultRequest(FaultRequest(index: 254)))
    _ = try bench.wait("a fault record") { message in
      if case .fault(let record) = message { record } else { nil }
    }
  }

  private static func arm(_ bench: Bench) throws(Finding) {
    let request = try bench.armRequest()
    try greetAsStranger(bench)
    try bench.demand(.arm(request), .notReady)
  }
}
