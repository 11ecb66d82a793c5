// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §8: what a device at rest tells of itself.
enum TelemetryRules {
  static let all: [Rule] = [
    Rule("8", "rest", "At rest telemetry tells of no target and no drive.", [], rest),
    Rule("8", "turns", "Telemetry rotates through the actuators.", [], turns),
    Rule(
      "8", "switch", "The second power switch is open at rest, and telemetry says so.", [],
      secondSwitch),
    Rule("8", "standstill", "A head at rest is told as standstill.", [], standstill),
    Rule("8", "received", "condition counts the frames that were received whole.", [], received),
    Rule("8", "agree", "Telemetry and condition agree in state and latches.", [], agree),
  ]

  private static func telemetries(_ bench: Bench) throws(Finding) -> [Telemetry] {
    try bench.rest(250)
    let heard = Bench.telemetries(try bench.rest(60), of: nil)
    guard !heard.isEmpty else { throw .failed(expected: "telemetry at rest", got: []) }
    return heard
  }

  private static func demand(
    _ bench: Bench, _ expected: String, _ holds: (Telemetry) -> Bool
  ) throws(Finding) {
    for one in try telemetries(bench) where !holds(one) {
      throw .failed(
        expected: expected,
        got: ["\(one.state), flags \(one.flags.rawValue)"]
          + [Words.of(.telemetry(one))])
    }
  }

  private static func rest(_ bench: Bench) throws(Finding) {
    try demand(bench, "the state idle, target 0, no latch and less than 20 mA in the coil") {
      let current = $0.current
      return $0.state == .idle && $0.targetMicrometers == 0 && $0.latches == 0
        && abs(Int(current.inPhase)) < 200 && abs(Int(current.quadrature)) < 200
    }
  }

  private static func turns(_ bench: Bench) throws(Finding) {
    let count = Int(bench.identity?.actuators ?? 1)
    let order = try telemetries(bench).map { Int($0.actuator) }
    for (one, next) in zip(order, order.dropFirst()) where (one + 1) % count != next {
      throw .failed(
        expected: "actuator \((one + 1) % count) after actuator \(one)", got: ["\(order)"])
    }
  }

  private static func secondSwitch(_ bench: Bench) throws(Finding) {
    guard bench.identity?.flags.contains(.secondSwitch) ?? false else {
      throw .notApplicable("it has no second power switch")
    }
    try demand(bench, "flag 9 at rest: the second power switch is open") {
      $0.flags.contains(.switchOpen)
    }
  }

  private static func standstill(_ bench: Bench) throws(Finding) {
    try demand(bench, "flag 8 at rest: standstill") { $0.flags.contains(.standstill) }
  }

  private static func received(_ bench: Bench) throws(Finding) {
    let before = try bench.condition().framesReceived
    for _ in 0..<9 { try bench.ping() }
    // And the ping by which the condition is asked for.
    let after = try bench.condition()
    guard after.framesReceived &- before == 10 else {
      throw .failed(
        expected: "10 frames more received in condition",
        got: ["\(before) before, \(after.framesReceived) after"])
    }
  }

  private static func agree(_ bench: Bench) throws(Finding) {
    let stopID = bench.freshStop()
    try bench.main.send(.stop(Stop(stopID: stopID, reason: .user)))
    try bench.rest(150)
    let condition = try bench.condition()
    let telemetry = try bench.telemetry()
    guard condition.latches == telemetry.latches, condition.state == telemetry.state,
      condition.newestLatch == telemetry.newestLatch
    else {
      throw .failed(
        expected: "the same state and latches in both",
        got: [Words.of(.condition(condition)), Words.of(.telemetry(telemetry))])
    }
  }
}
