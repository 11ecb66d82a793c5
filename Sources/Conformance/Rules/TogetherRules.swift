// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.3: several actuators under one arm, which move by themselves and end together.
enum TogetherRules {
  static let all: [Rule] = [
    Rule(
      "11.3", "second", "A setpoint moves the actuator that it names, and no other.",
      [.motion, .twoActuators], second),
    Rule(
      "11.3", "mask", "A setpoint for an actuator that the arm leaves out is void.",
      [.motion, .twoActuators], mask),
    Rule(
      "11.3", "one-silent", "The silence of one ends all, in the same ramp.",
      [.motion, .twoActuators], oneSilent),
    Rule(
      "11.3", "one-unused", "One without a setpoint 5 s after the arm ends all.",
      [.motion, .twoActuators], oneUnused),
    Rule(
      "11.4", "all", "A stop ends the motion of all.", [.motion, .twoActuators], stop),
  ]

  private static func second(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm(bench.armRequestOfBoth())
    let heard = try bench.keep(arm, of: [0, 1], 300) {
      if $0.actuator == 0 { $0.amplitudeMicrometers = 0 }
    }
    let still = Bench.telemetries(heard, of: 0)
    guard !still.isEmpty, still.allSatisfy({ !$0.isDriven && $0.targetMicrometers == 0 }) else {
      throw .failed(
        expected: "actuator 0 armed, target 0",
        got: still.suffix(3).map { Words.of(.telemetry($0)) })
    }
    let moved = Bench.telemetries(heard, of: 1)
    guard let last = moved.last, last.isDriven, last.targetMicrometers > 0 else {
      throw .failed(
        expected: "actuator 1 running or lifted, with a target",
        got: moved.suffix(3).map { Words.of(.telemetry($0)) })
    }
  }

  private static func mask(_ bench: Bench) throws(Finding) {
    var request = try bench.armRequest()
    request.actuatorMask = 0b10
    let arm = try bench.arm(request)
    try bench.condition()
    try bench.demandVoid(bench.setpoint(arm, of: 0), why: "the arm is of actuator 1 alone")
    let heard = try bench.keep(arm, of: [1], 300)
    guard Bench.telemetries(heard, of: 1).last?.isDriven ?? false else {
      throw .failed(expected: "actuator 1 running or lifted", got: Bench.tail(heard))
    }
  }

  private static func oneSilent(_ bench: Bench) throws(Finding) {
    let arm = try bench.moveBoth()
    let last = try bench.setpoint(arm, of: 1)
    try bench.main.send(.setpoint(last))
    let heard = try bench.keep(arm, of: [0], 450)
    try SilenceRules.demandOver(bench, heard, last)
    guard Bench.events(heard).contains(where: { $0.code == .silence }) else {
      throw .failed(
        expected: "the event silence", got: Bench.events(heard).map { Words.of(.event($0)) })
    }
  }

  private static func oneUnused(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm(bench.armRequestOfBoth())
    let began = bench.clock
    let heard = try bench.keep(arm, of: [0], 5400) { $0.amplitudeMicrometers = 0 }
    let ended = Bench.events(heard).first { $0.code == .silence }
    guard let ended, ended.value == -1, ended.clockMilliseconds &- began > 4500 else {
      throw .failed(
        expected: "the event silence, -1, 5 s after the arm",
        got: Bench.events(heard).map { Words.of(.event($0)) })
    }
  }

  private static func stop(_ bench: Bench) throws(Finding) {
    let arm = try bench.moveBoth()
    let stopID = bench.freshStop()
    try bench.main.send(.stop(Stop(stopID: stopID, reason: .user)))
    let began = try bench.wait("standstill") { message in
      if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
    }
    let heard = try bench.keep(arm, of: [0, 1], 450)
    let late = heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      return Int32(bitPattern: one.clockMilliseconds &- began.clockMilliseconds) > 115
    }
    try bench.demandStill(late, "no drive of either 115 ms after the stop, though setpoints come")
  }
}
