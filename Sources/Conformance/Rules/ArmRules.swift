// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.2: arming, and what ends an arm.
enum ArmRules {
  static let all: [Rule] = [
    Rule(
      "11.2", "granted", "An arm is granted until its end at most, and moves nothing.", [.motion],
      granted),
    Rule("11.2", "repeat", "The very same arm again is answered alike.", [.motion], repetition),
    Rule(
      "11.2", "another", "Another arm while one is in force is alreadyArmed.", [.motion], another),
    Rule("11.2", "used", "The id of an earlier arm is wrongArm.", [.motion], used),
    Rule("11.2", "past", "An arm whose end is past is expired.", [.motion], past),
    Rule("11.2", "latched", "Under a latch no arm is granted.", [.motion], latched),
    Rule(
      "11.2", "actuators", "An arm of actuators that are not there is unsupported.", [.motion],
      missing),
    Rule(
      "11.2", "disarm", "disarm ends the arm; of another id it ends nothing.", [.motion], disarm),
    Rule("11.2", "hello", "A hello ends the arm of its transport.", [.motion], hello),
    Rule("11.2", "end", "The arm ends at its end, whatever comes.", [.motion], end),
    Rule(
      "11.2", "energised", "The arm ends when its time with drive is used up.", [.motion], energised
    ),
    Rule("11.2", "unused", "An arm without a valid setpoint ends after 5 s.", [.motion], unused),
  ]

  private static func state(_ bench: Bench) throws(Finding) -> DeviceState {
    try bench.telemetry().state
  }

  private static func granted(_ bench: Bench) throws(Finding) {
    let request = try bench.armRequest()
    let answer = try bench.demand(.arm(request), .accepted)
    guard Int32(bitPattern: answer.detail &- request.endMilliseconds) <= 0,
      Int32(bitPattern: answer.detail &- bench.clock) > 0
    else {
      throw .failed(
        expected: "an end after now, \(bench.clock), and not after \(request.endMilliseconds) ms",
        got: [Words.of(.answer(answer))])
    }
    let heard = try bench.rest(200)
    try bench.demandStill(heard, "no motion without a setpoint")
    let now = try bench.telemetry()
    guard now.state == .armed, now.targetMicrometers == 0 else {
      throw .failed(expected: "the state armed, target 0", got: [Words.of(.telemetry(now))])
    }
  }

  private static func repetition(_ bench: Bench) throws(Finding) {
    let request = try bench.armRequest()
    let first = try bench.demand(.arm(request), .accepted)
    try bench.demand(.arm(request), .accepted, detail: first.detail)
  }

  private static func another(_ bench: Bench) throws(Finding) {
    let first = try bench.arm()
    try bench.demand(.arm(bench.armRequest()), .alreadyArmed, detail: first.armID)
  }

  private static func used(_ bench: Bench) throws(Finding) {
    var request = try bench.arm()
    try bench.demand(.disarm(Disarm(armID: request.armID)), .accepted, detail: request.armID)
    try waitForIdle(bench)
    request.endMilliseconds = bench.clock &+ 60_000
    try bench.demand(.arm(request), .wrongArm, detail: request.armID)
  }

  static func waitForIdle(_ bench: Bench) throws(Finding) {
    var last: Telemetry?
    for _ in 0..<60 {
      let now = try bench.telemetry()
      if now.state == .idle { return }
      last = now
      try bench.rest(10)
    }
    throw .failed(
      expected: "the state idle within 600 ms", got: last.map { [Words.of(.telemetry($0))] } ?? [])
  }

  private static func past(_ bench: Bench) throws(Finding) {
    var request = try bench.armRequest()
    request.endMilliseconds = bench.clock &- 1
    try bench.demand(.arm(request), .expired)
  }

  private static func latched(_ bench: Bench) throws(Finding) {
    _ = try StopRules.stop(bench, bench.freshStop())
    try bench.demand(
      .arm(bench.armRequest()), .latched, detail: UInt32(LatchCause.stopCommand.mask))
  }

  private static func missing(_ bench: Bench) throws(Finding) {
    let count = Int(bench.identity?.actuators ?? 1)
    guard count < 8 else { throw .notApplicable("it has all eight actuators") }
    var request = try bench.armRequest()
    request.actuatorMask = 1 | 1 << UInt8(count)
    try bench.demand(.arm(request), .unsupported, detail: UInt32(1) << UInt32(count) - 1)
  }

  private static func disarm(_ bench: Bench) throws(Finding) {
    let request = try bench.arm()
    let other = bench.fresh()
    try bench.demand(.disarm(Disarm(armID: other)), .wrongArm, detail: other)
    guard try state(bench) == .armed else {
      throw .failed(expected: "the state armed", got: ["\(try state(bench))"])
    }
    try bench.demand(.disarm(Disarm(armID: request.armID)), .accepted, detail: request.armID)
    try waitForIdle(bench)
  }

  private static func hello(_ bench: Bench) throws(Finding) {
    let arm = try bench.move()
    try bench.greet()
    try bench.setRates()
    let heard = try bench.keep(arm, 450)
    try demandEnded(bench, heard, from: 150)
  }

  /// That what was heard tells of no drive from so long after its beginning, whatever setpoints came.
  static func demandEnded(_ bench: Bench, _ heard: [Heard], from milliseconds: UInt32)
    throws(Finding)
  {
    guard let first = Bench.telemetries(heard, of: nil).first?.clockMilliseconds else {
      throw .failed(expected: "telemetry", got: [])
    }
    try bench.demandStill(
      heard.filter { one in
        guard case .telemetry(let one) = one.message else { return false }
        return one.clockMilliseconds &- first >= milliseconds
      }, "no drive from \(milliseconds) ms on, though setpoints come")
  }

  private static func end(_ bench: Bench) throws(Finding) {
    var request = try bench.armRequest()
    request.endMilliseconds = bench.clock &+ 500
    try bench.arm(request)
    let heard = try bench.keep(request, 750)
    let late = heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      return Int32(bitPattern: one.clockMilliseconds &- request.endMilliseconds) > 110
    }
    try bench.demandStill(late, "no drive after the arm's end and a ramp of 100 ms")
    guard Bench.events(heard).contains(where: { $0.code == .armEnded }) else {
      throw .failed(expected: "the event armEnded", got: Bench.tail(heard))
    }
  }

  private static func energised(_ bench: Bench) throws(Finding) {
    var request = try bench.armRequest()
    request.energisedMaxMilliseconds = 300
    try bench.arm(request)
    let heard = try bench.keep(request, 600)
    try demandEnded(bench, heard, from: 450)
    guard try bench.telemetry().latches & LatchCause.energisedLimit.mask != 0 else {
      throw .failed(expected: "latch energisedLimit", got: Bench.tail(heard))
    }
  }

  private static func unused(_ bench: Bench) throws(Finding) {
    let request = try bench.arm()
    var heard = try bench.rest(4700)
    guard try state(bench) == .armed else {
      throw .failed(expected: "the state armed for 4.7 s", got: Bench.tail(heard))
    }
    heard += try bench.rest(600)
    guard try state(bench) == .idle,
      Bench.events(bench.main.heard).contains(where: { $0.code == .silence && $0.value == -1 })
    else {
      throw .failed(expected: "the event silence, -1, and the state idle", got: Bench.tail(heard))
    }
    try bench.demand(.disarm(Disarm(armID: request.armID)), .notArmed)
  }
}
