// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.3: which setpoints count.
enum SetpointRules {
  static let all: [Rule] = [
    Rule("11.3", "unarmed", "A setpoint without an arm is void.", [.motion], unarmed),
    Rule("11.3", "arm", "A setpoint of an earlier arm is void.", [.motion], earlierArm),
    Rule(
      "11.3", "actuator", "A setpoint for an actuator outside the arm is void.", [.motion], actuator
    ),
    Rule("11.3", "past", "A setpoint whose moment is past is void.", [.motion], past),
    Rule("11.3", "future", "A setpoint more than 300 ms ahead is void.", [.motion], future),
    Rule("11.3", "late", "A setpoint older than the last accepted is void.", [.motion], late),
    Rule("11.3", "wrap", "Setpoints go on across number 65535.", [.motion], wrap),
    Rule(
      "11.3", "zero", "Amplitude 0 takes the drive away at once and keeps the arm.", [.motion], zero
    ),
    Rule("13", "setpoint", "A setpoint is never answered.", [.motion], unanswered),
    Rule(
      "8", "running", "Telemetry of a moving head names setpoint, frequency, drive and window.",
      [.motion], running),
  ]

  private static func unarmed(_ bench: Bench) throws(Finding) {
    try bench.ping()
    var setpoint = try bench.setpoint(bench.armRequest())
    setpoint.armID = bench.fresh()
    try bench.demandVoid(setpoint, why: "no arm is in force")
  }

  private static func earlierArm(_ bench: Bench) throws(Finding) {
    let first = try bench.arm()
    try bench.demand(.disarm(Disarm(armID: first.armID)), .accepted)
    try ArmRules.waitForIdle(bench)
    try bench.arm()
    try bench.condition()
    try bench.demandVoid(bench.setpoint(first), why: "its arm is over, another is in force")
  }

  private static func actuator(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    try bench.condition()
    var setpoint = try bench.setpoint(arm)
    setpoint.actuator = bench.identity?.actuators ?? 1
    try bench.demandVoid(setpoint, why: "the arm has no such actuator")
  }

  private static func past(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    try bench.condition()
    var setpoint = try bench.setpoint(arm)
    setpoint.validUntilMilliseconds = bench.clock
    try bench.demandVoid(setpoint, why: "it held until now at the latest")
    setpoint.validUntilMilliseconds = bench.clock &- 5000
    try bench.demandVoid(setpoint, why: "it held until 5 s ago")
  }

  private static func future(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    for ahead in [UInt32(1000), 60_000, 0x7FFF_0000] {
      try bench.condition()
      try bench.demandVoid(
        bench.setpoint(arm, life: ahead), why: "it is \(ahead) ms ahead, more than 300")
    }
  }

  private static func late(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    try bench.keep(arm, 60) { $0.amplitudeMicrometers = 0 }
    // The one in force lives on while the late one is judged.
    var rest = try bench.setpoint(arm, life: 290)
    rest.amplitudeMicrometers = 0
    let newest = try bench.main.send(.setpoint(rest))
    let number = try bench.main.send(.setpoint(bench.setpoint(arm)), number: newest &- 3)
    let heard = try bench.rest(60)
    try bench.demandStill(
      heard, "no motion by setpoint \(number), for \(newest) was accepted before")
  }

  private static func wrap(_ bench: Bench) throws(Finding) {
    bench.main.sequence = 65_520
    try bench.greet()
    try bench.setRates()
    let arm = try bench.arm()
    try bench.keep(arm, 350)
    let number = bench.main.sequence &- 1
    guard number < 30_000 else { throw .notApplicable("its periods are too long to get there") }
    let heard = try bench.rest(20)
    let accepted = Bench.telemetries(heard).last?.lastSetpoint ?? bench.main.telemetry?.lastSetpoint
    guard let accepted, Int16(bitPattern: number &- accepted) < 8,
      bench.main.telemetry?.isDriven ?? false
    else {
      throw .failed(
        expected: "the state running, and setpoint \(number) or one just before it accepted",
        got: Bench.tail(heard))
    }
  }

  private static func zero(_ bench: Bench) throws(Finding) {
    let arm = try bench.move()
    let heard = try bench.keep(arm, 60) { $0.amplitudeMicrometers = 0 }
    let last = Bench.telemetries(heard).suffix(3)
    guard last.allSatisfy({ $0.state == .armed && $0.targetMicrometers == 0 }) else {
      throw .failed(expected: "the state armed, target 0", got: Bench.tail(heard))
    }
    let again = try bench.keep(arm, 60)
    guard bench.main.telemetry?.isDriven ?? false else {
      throw .failed(expected: "motion anew in the same arm", got: Bench.tail(again))
    }
  }

  private static func unanswered(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    let before = bench.main.heard.count
    try bench.keep(arm, 100)
    try bench.main.send(.setpoint(bench.setpoint(arm, life: 5000)))
    try bench.rest(30)
    let answers = bench.main.heard.dropFirst(before).filter { one in
      if case .answer = one.message { true } else { false }
    }
    guard answers.isEmpty else {
      throw .failed(expected: "no answer to setpoints", got: Bench.tail(Array(answers)))
    }
  }

  private static func running(_ bench: Bench) throws(Finding) {
    let arm = try bench.move()
    let number = bench.main.sequence
    let heard = try bench.keep(arm, 150)
    let seen = Bench.telemetries(heard).filter(\.isDriven)
    let frequency = try bench.frequency
    let isNamed = seen.contains { Int16(bitPattern: $0.lastSetpoint &- number) >= 0 }
    let isMeasured = seen.contains { one in
      let current = one.current
      return one.flags.contains(.fresh) && one.windowTenMicroseconds > 0
        && abs(Int(current.inPhase)) + abs(Int(current.quadrature)) > 20
        && one.targetMicrometers > 0 && one.frequencyCentihertz == frequency
    }
    let isClosed = seen.allSatisfy { !$0.flags.contains(.standstill) }
    guard isNamed, isMeasured, isClosed else {
      throw .failed(
        expected: "fresh telemetry of \(frequency) cHz with current, window, target and setpoint"
          + " \(number) or later, not standing still", got: Bench.tail(heard))
    }
  }
}
