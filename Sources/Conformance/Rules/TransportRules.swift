// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.2 to §11.4: one transport owns an arm, and both can end it.
enum TransportRules {
  private static let needs: Set<Rule.Need> = [.motion, .secondTransport]

  static let all: [Rule] = [
    Rule(
      "11.2", "owner", "An arm while the other transport has one is otherTransport.", needs, owner),
    Rule("11.3", "owner", "Setpoints by the other transport are void.", needs, setpoints),
    Rule("11.2", "anyone", "disarm is honoured from both transports.", needs, disarm),
    Rule("11.4", "anyone", "A stop is honoured whoever owns the arm.", needs, stop),
  ]

  private static func other(_ bench: Bench) throws(Finding) -> Conversation {
    guard let other = bench.second else { throw .notApplicable("there is one transport only") }
    try bench.greet(other)
    try bench.setRates(other)
    return other
  }

  private static func owner(_ bench: Bench) throws(Finding) {
    let other = try other(bench)
    let arm = try bench.arm()
    try bench.demand(.arm(bench.armRequest()), .otherTransport, detail: arm.armID, other)
  }

  private static func setpoints(_ bench: Bench) throws(Finding) {
    let other = try other(bench)
    let arm = try bench.arm()
    for _ in 0..<5 {
      try bench.ping()
      try other.send(.setpoint(bench.setpoint(arm)))
      let heard = try bench.rest(20)
      try bench.demandStill(heard, "no motion by setpoints of a transport that owns no arm")
    }
  }

  private static func disarm(_ bench: Bench) throws(Finding) {
    let other = try other(bench)
    let arm = try bench.arm()
    try bench.demand(.disarm(Disarm(armID: arm.armID)), .accepted, detail: arm.armID, other)
    try ArmRules.waitForIdle(bench)
  }

  private static func stop(_ bench: Bench) throws(Finding) {
    let other = try other(bench)
    let arm = try bench.move()
    let stopID = bench.freshStop()
    try other.send(.stop(Stop(stopID: stopID, reason: .user)))
    let heard = try bench.keep(arm, 400)
    try ArmRules.demandEnded(bench, heard, from: 200)
    _ = try bench.wait("standstill on the transport that sent the stop", other) { message in
      if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
    }
  }
}
