// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Programs
import Quantities
import Testing

@testable import Sessions

@Suite("A live stream is bound, checked and silent by itself")
struct LiveTests {
  private func stream(_ seconds: Float = 20) -> ProgramImage {
    Sample.image([
      EngineStep(
        kind: .live, duration: .seconds(seconds), frequencyStart: Hertz(hertz: 20),
        frequencyEnd: Hertz(hertz: 60), amplitudeStart: .zero,
        amplitudeEnd: Displacement(millimeters: 2), segment: 0)
    ])
  }

  private func set(_ bench: Bench, _ hertz: Float, _ millimeters: Float, for milliseconds: Int64) {
    bench.commands.append(
      .setpoint(
        LiveSetpoint(
          frequency: Hertz(hertz: hertz), amplitude: Displacement(millimeters: millimeters),
          until: bench.now + .milliseconds(milliseconds))))
  }

  @Test("H1: follows the newest setpoint, and disarms without a latch when it expires")
  func follows() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(stream())
    set(bench, 30, 0, for: 5000)
    #expect(bench.run(until: { $0.status.phase == .running }))
    for _ in 0..<30 {
      set(bench, 40, 0.4, for: 250)
      bench.run(100)
    }
    #expect(abs(bench.status.measuredAmplitude.millimeters - 0.4) < 0.05)
    #expect(abs(bench.status.commandedFrequency.hertz - 40) < 0.1)
    let silent = bench.now
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1000))
    #expect(bench.now - silent < .milliseconds(250 + 300))
    #expect(bench.status.reason == .streamSilent)
    #expect(bench.status.standstill.outcome == .confirmed)
    #expect(bench.status.latches == 0)
    #expect(bench.status.armID == 0)
  }

  @Test("H6: asks for nothing above the segment, whatever a setpoint says")
  func bounded() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(stream())
    for _ in 0..<60 {
      set(bench, 500, 90, for: 1000)
      bench.run(100)
      let cap = Sample.bounds.amplitudeCap(at: bench.status.commandedFrequency)
      #expect(bench.status.commandedAmplitude <= cap)
      #expect(bench.status.commandedFrequency <= Sample.bounds.frequencyMax)
    }
    set(bench, .nan, .nan, for: 1000)
    bench.run(100)
    #expect(bench.status.programAmplitude == .zero)
    #expect(bench.status.commandedAmplitude.millimeters == 0)
    #expect(bench.status.commandedFrequency.hertz <= Sample.bounds.frequencyMax.hertz)
  }

  /// A stream of two actuators, told what each is to do.
  private func two() -> Bench {
    let bench = Bench(actuators: 2)
    #expect(bench.becomeReady())
    var program = ProvedProgram.liveSample.engine
    var drive = program.steps[0].drive
    drive.actuator = 1
    program.drives = [drive]
    program.steps[0].otherCount = 1
    bench.start(ProgramImage(number: 1, program))
    return bench
  }

  private func set(_ bench: Bench, _ actuator: UInt8, until: Instant) {
    bench.commands.append(
      .setpoint(
        LiveSetpoint(
          frequency: Hertz(hertz: actuator == 0 ? 40 : 30),
          amplitude: Displacement(millimeters: actuator == 0 ? 0.4 : 0.6), until: until,
          actuator: actuator)))
  }

  @Test("H1: each actuator has its own setpoint and expiry: one rests, and both end by silence")
  func actuators() {
    let bench = two()
    set(bench, 0, until: bench.now + .seconds(Int64(9)))
    set(bench, 1, until: bench.now + .seconds(Int64(6)))
    bench.run(5000)
    let (first, second) = (bench.status.actuators[0], bench.status.actuators[1])
    #expect(abs(first.measuredAmplitude.millimeters - 0.4) < 0.05)
    #expect(abs(second.measuredAmplitude.millimeters - 0.6) < 0.06)
    #expect(first.measuredFrequency.hertz == 40 && second.measuredFrequency.hertz == 30)
    bench.run(2000)
    #expect(bench.status.phase == .running)
    #expect(abs(bench.status.actuators[0].measuredAmplitude.millimeters - 0.4) < 0.05)
    #expect(bench.status.actuators[1].commandedAmplitude == .zero)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 3000))
    #expect(bench.status.reason == .streamSilent)
    #expect(bench.status.standstill.outcome == .confirmed)
    #expect(bench.status.latches == 0 && bench.status.armID == 0)
    let masks = bench.sent.compactMap {
      if case .arm(let arm) = $0 { arm.actuatorMask } else { nil }
    }
    #expect(masks == [3])
  }

  @Test("H6: a setpoint for an actuator the engine does not have drives nothing")
  func unknownActuator() {
    let bench = two()
    for actuator in [UInt8(2), 7, 255] {
      set(bench, actuator, until: bench.now + .seconds(Int64(9)))
    }
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 4000))
    #expect(bench.status.reason == .streamSilent)
  }

  @Test("ends when its time is over, however alive its client is")
  func duration() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(stream(2))
    for _ in 0..<40 {
      set(bench, 40, 0.3, for: 250)
      bench.run(100)
    }
    #expect(bench.status.reason == .completed)
    #expect(bench.status.phase == .ended)
  }

  @Test("no tick of a stream allocates")
  func allocations() {
    var counted: [UInt64] = []
    // The first time round an unoptimised build makes the metadata of its generic types.
    for _ in 0..<2 {
      let bench = Bench()
      #expect(bench.becomeReady())
      bench.start(stream(3))
      for _ in 0..<40 {
        set(bench, 40, 0.3, for: 250)
        bench.run(100)
      }
      counted.append(bench.allocations)
    }
    #expect(counted[1] == 0)
  }

  @Test("a setpoint outside the stream is refused with its limit, and the session goes on")
  func refusals() throws {
    let desk = Desk()
    let id = try #require(desk.start(.live()))
    guard case .started? = desk.replies[id], let (lease, _) = desk.renewing else {
      Issue.record("not started: \(desk.errors)")
      return
    }
    for (hertz, millimeters, milliseconds, rule) in [
      (Float(19), Float(0.5), Int64(250), "frequency"), (61, 0.5, 250, "frequency"),
      (.nan, 0.5, 250, "frequency"), (40, 1.01, 250, "amplitude"), (40, -0.1, 250, "amplitude"),
      (40, .nan, 250, "amplitude"), (40, 0.5, 19, "validity"), (40, 0.5, 1001, "validity"),
    ] {
      let asked = desk.ask(.setpoint(lease, .of(hertz, millimeters, milliseconds)))
      guard case .refused(let message, let named)? = desk.errors[asked] else {
        Issue.record("\(hertz) Hz \(millimeters) mm \(milliseconds) ms was taken")
        continue
      }
      #expect(named == rule, "\(message)")
    }
    for actuator in [-1, 1, 2, 300] {
      var other = SetpointRequest.of(40, 0.5, 250)
      other.actuator = actuator
      guard case .refused(let message, "actuator")? = desk.errors[desk.ask(.setpoint(lease, other))]
      else {
        Issue.record("actuator \(actuator) was taken")
        continue
      }
      #expect(message.contains("\(actuator)"), "\(message)")
    }
    #expect(desk.bench.status.isActive)
    let taken = desk.ask(.setpoint(lease, .of(40, 1, 1000)))
    #expect(desk.replies[taken] == .taken(superseded: 0))
  }

  @Test("of more than 100 setpoints a second the newest reach the device, none of them later")
  func coalescing() throws {
    let desk = Desk()
    _ = try #require(desk.start(.live()))
    let (lease, _) = try #require(desk.renewing)
    var sent = 0
    var last: UInt64 = 0
    for round in 0..<500 {
      last = desk.ask(.setpoint(lease, .of(40, Float(round) * 0.001, 250)))
      sent += desk.bench.commands.count { if case .setpoint = $0 { true } else { false } }
      desk.run(2)
    }
    #expect(sent <= 101, "\(sent) in a second")
    #expect(sent > 60, "\(sent) in a second")
    guard case .taken(let superseded)? = desk.replies[last] else {
      Issue.record("not taken")
      return
    }
    #expect(superseded >= 390)
    desk.run(20)
    #expect(desk.bench.status.programAmplitude == Displacement(millimeters: 0.499))
  }

  @Test("one actuator's setpoint neither waits for another's nor takes its place")
  func lanes() {
    var stream = SetpointStream()
    func setpoint(_ actuator: UInt8, _ hertz: Float) -> LiveSetpoint {
      LiveSetpoint(
        frequency: Hertz(hertz: hertz), amplitude: .zero, until: .zero, actuator: actuator)
    }
    let start = Instant(nanoseconds: 1_000_000_000)
    #expect(stream.take(setpoint(0, 30), at: start).count == 1)
    #expect(stream.take(setpoint(1, 40), at: start).count == 1)
    #expect(stream.take(setpoint(0, 31), at: start + .milliseconds(1)).isEmpty)
    #expect(stream.take(setpoint(1, 41), at: start + .milliseconds(1)).isEmpty)
    #expect(stream.take(setpoint(1, 42), at: start + .milliseconds(2)).isEmpty)
    #expect(stream.superseded == 1)
    let due = stream.due(at: start + .milliseconds(10))
    #expect(due.map(\.frequency.hertz) == [31, 42])
  }

  @Test("H1: without a first setpoint it keeps still, and ends after five seconds")
  func firstSetpoint() throws {
    let desk = Desk()
    _ = try #require(desk.start(.live()))
    desk.run(4000)
    #expect(desk.bench.status.isActive)
    #expect(desk.bench.status.commandedAmplitude == .zero)
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 3000))
    #expect(desk.finished.first?.outcome == .interrupted)
    #expect(desk.finished.first?.energised ?? .zero < .milliseconds(1))
  }

  @Test("is charged before delivery, ends well when released, and only its lease steers it")
  func books() throws {
    let desk = Desk()
    _ = try #require(desk.start(.live()))
    let (lease, _) = try #require(desk.renewing)
    let foreign = desk.ask(.setpoint(lease, .of(40, 0.5, 250)), from: 2)
    guard case .leaseRequired? = desk.errors[foreign] else {
      Issue.record("another connection steered")
      return
    }
    #expect(desk.ledger.chargedEver >= .seconds(Int64(5)))
    for _ in 0..<20 {
      desk.ask(.setpoint(lease, .of(40, 0.5, 250)))
      desk.run(100)
    }
    desk.renewing = nil
    desk.ask(.release(lease))
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 1000))
    let record = try #require(desk.finished.first)
    #expect(record.outcome == .completed)
    #expect(record.energised > .milliseconds(1500))
    #expect(!record.curve.isEmpty)
    let late = desk.ask(.setpoint(lease, .of(40, 0.5, 250)))
    #expect(desk.errors[late] != nil)
  }

  @Test("a program takes no setpoints")
  func program() throws {
    let desk = Desk()
    _ = try #require(desk.start())
    let (lease, _) = try #require(desk.renewing)
    let asked = desk.ask(.setpoint(lease, .of(40, 0.5, 250)))
    guard case .notRunning? = desk.errors[asked] else {
      Issue.record("a program was steered")
      return
    }
  }

  @Test("on a clock in a hurry a setpoint holds for its client's time")
  func pace() {
    let supervisor = Supervisor(device: "t1", pace: 20)
    let bench = Bench()
    let moment = Moment(instant: bench.now, wall: WallTime(milliseconds: 0))
    let program = ProvedProgram.liveSample
    guard case .engine(.setpoint(let opening))? = supervisor.openingSetpoint(program, moment).first
    else {
      Issue.record("no opening setpoint")
      return
    }
    #expect(abs((opening.until - bench.now).seconds - 100) < 0.001)
    #expect(opening.amplitude == .zero)
  }
}

extension SetpointRequest {
  fileprivate static func of(_ hertz: Float, _ millimeters: Float, _ milliseconds: Int64)
    -> SetpointRequest
  {
    SetpointRequest(
      frequency: Hertz(hertz: hertz), amplitude: Displacement(millimeters: millimeters),
      validFor: .milliseconds(milliseconds))
  }
}

extension ProvedProgram {
  fileprivate static var liveSample: ProvedProgram {
    var bounds = Sample.bounds
    bounds.amplitudeMax = Displacement(millimeters: 1)
    return ProvedProgram(
      title: "live",
      steps: [
        EngineStep(
          kind: .live, duration: .seconds(Int64(60)), frequencyStart: bounds.frequencyMin,
          frequencyEnd: bounds.frequencyMax, amplitudeStart: .zero,
          amplitudeEnd: bounds.amplitudeMax, segment: 0)
      ],
      segments: [
        ProvedSegment(
          zoneSide: ZoneSide(zone: "multifidus-lumbar", side: "left"),
          address: "multifidus-lumbar:left",
          limits: EngineSegment(bounds: bounds, energisedMax: .seconds(Int64(180))))
      ], stepTexts: [""])
  }
}

extension Undertaking {
  /// A stream of at most 1 mm and a minute.
  fileprivate static func live() -> Undertaking {
    var undertaking = Undertaking.sample()
    undertaking.prove = { _ in .success(.liveSample) }
    return undertaking
  }
}
