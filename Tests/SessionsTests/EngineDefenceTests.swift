// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Envelope
import Plant
import Quantities
import Sessions
import Testing

@Suite("The engine believes no device that it cannot follow")
struct EngineDefenceTests {
  /// Changes what the device measured on its way to the host.
  private func falsify(_ bench: Bench, _ change: @escaping (inout Telemetry) -> Void) {
    bench.toHost = { message in
      guard case .telemetry(var telemetry) = message else { return message }
      change(&telemetry)
      return .telemetry(telemetry)
    }
  }

  @Test(
    "H8: a head or a current that reads nothing while it is driven ends the session in time",
    arguments: [0, 1, 2])
  func measuresNothing(_ way: Int) {
    let bench = Bench()
    #expect(bench.becomeReady())
    falsify(bench) {
      if way != 0 { $0.head = .zero }
      if way != 1 { $0.current = .zero }
    }
    bench.start(Sample.image([Sample.drive(20, 45, 1)]))
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 500))
    #expect(bench.run(until: { $0.status.phase == .stopping }, limit: 600))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .sensorFault)
  }

  @Test("H8: a sensor that dies in the middle ends the session within 350 ms")
  func diesLater() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20, 30, 1)]))
    bench.run(4000)
    falsify(bench) { $0.head = WirePhasor(inPhase: 1, quadrature: -1) }
    #expect(bench.run(until: { $0.status.phase == .stopping }, limit: 350))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .sensorFault)
  }

  @Test("H8: a device that drives and never says what it measures ends the session")
  func neverFresh() {
    let bench = Bench()
    #expect(bench.becomeReady())
    falsify(bench) { $0.flags.remove(.fresh) }
    bench.start(Sample.image([Sample.drive(20, 45, 1)]))
    #expect(bench.run(until: { $0.status.phase == .stopping }, limit: 1500))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .sensorFault)
  }

  @Test(
    "H8: what really moves is believed, on every load, at every strength and frequency",
    arguments: [Float](arrayLiteral: 20, 33, 45, 60))
  func noFalseAlarm(_ frequency: Float) {
    for amplitude in [Float(0.1), 0.6] {
      let bench = Bench(load: frequency > 40 ? .bony : .relaxed)
      #expect(bench.becomeReady())
      bench.start(Sample.image([Sample.drive(4, frequency, amplitude)]))
      #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 8000))
      #expect(bench.status.reason == .completed)
    }
  }

  @Test("H6: contact lost for two and a half seconds ends the session, whatever the device does")
  func contactLost() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1500)
    falsify(bench) { if $0.state == .running { $0.state = .lifted } }
    bench.run(2400)
    #expect(bench.status.phase == .lifted)
    #expect(bench.run(until: { $0.status.phase == .stopping }, limit: 200))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1500))
    #expect(bench.status.reason == .contactLost)
  }

  @Test("H1: a lease that has run out cannot be renewed under the session it ended")
  func lateRenewal() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1000)
    let end = bench.now + .milliseconds(100)
    bench.commands.append(.lease(until: end))
    #expect(bench.run(until: { $0.now >= end - .milliseconds(1) }))
    bench.commands.append(.lease(until: .distantFuture))
    bench.run(300)
    #expect(bench.status.reason == .leaseExpired)
  }

  @Test("H1: nothing starts in the tick of a stop, nor while one is under way")
  func startDuringStop() {
    for delay in [0, 1, 30] {
      let bench = Bench()
      #expect(bench.becomeReady())
      bench.stop = .user
      if delay > 0 { bench.run(delay) }
      bench.start(Sample.image([Sample.drive(20)]), session: 9)
      bench.run(5)
      var ended: [UInt32] = []
      for case .ended(let session, _, _) in bench.records { ended.append(session) }
      #expect(ended == [9])
      #expect(bench.records.contains { if case .released = $0 { true } else { false } })
      bench.run(1500)
      #expect(!bench.sent.contains { if case .arm = $0 { true } else { false } })
      #expect(bench.status.standstill.outcome == .confirmed)
    }
  }

  @Test("H5: an arm that stands under another number is not taken for ours, and is ended")
  func strangeArm() {
    let bench = Bench()
    #expect(bench.becomeReady())
    // The answer names an arm that this engine never asked for.
    var toTwist = 2
    bench.toHost = { message in
      guard case .answer(var answer) = message, answer.type == 0x02 else { return message }
      toTwist -= 1
      if toTwist == 1 { return nil }
      guard toTwist == 0 else { return message }
      answer.result = .alreadyArmed
      answer.detail = 0xDEAD
      return .answer(answer)
    }
    bench.toDevice = { message in
      // Lost once, so that the arm is asked for twice.
      if case .arm = message, toTwist == 2 { toTwist = 1; return nil }
      return message
    }
    bench.start(Sample.image([Sample.drive(20)]))
    _ = bench.run(until: { _ in toTwist <= 0 }, limit: 1000)
    bench.run(5)
    #expect(
      bench.sent.contains {
        if case .disarm(let disarm) = $0 { disarm.armID == 0xDEAD } else { false }
      })
  }

  @Test("H5: an uncertain arm that does not follow is given up")
  func uncertainArmOfAnother() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.toHost = { message in if case .answer = message { nil } else { message } }
    // Setpoints of ours are void: the arm that stands is not the one that was asked for.
    bench.toDevice = { message in
      guard case .arm(var arm) = message else { return message }
      arm.armID &+= 77
      return .arm(arm)
    }
    bench.start(Sample.image([Sample.drive(20)]))
    #expect(bench.run(until: { $0.status.phase == .running }, limit: 500))
    #expect(bench.run(until: { $0.status.phase == .stopping }, limit: 300))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 2000))
    #expect(bench.status.reason == .armUnanswered)
  }

  @Test("H5: a late copy of an older arm is ended by its own number")
  func lateCopy() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(1)]))
    #expect(bench.run(until: { $0.status.reason == .completed }, limit: 3000))
    bench.start(Sample.image([Sample.drive(1)]), session: 2)
    #expect(bench.run(until: { $0.status.session == 2 && $0.status.reason == .completed }))
    var arms: [Arm] = []
    for case .arm(let arm) in bench.sent { arms.append(arm) }
    #expect(arms.count == 2)
    guard let old = arms.first else { return }
    // As a device that does not remember older numbers would report it.
    bench.sent = []
    falsify(bench) { $0.state = .armed }
    bench.run(150)
    #expect(
      bench.sent.contains {
        if case .disarm(let disarm) = $0 { disarm.armID == old.armID } else { false }
      })
  }

  @Test("H2: a device that reports no current is charged for what it is told to drive")
  func commandedCounts() {
    let bench = Bench()
    #expect(bench.becomeReady())
    falsify(bench) { $0.current = WirePhasor(inPhase: 60, quadrature: 0) }
    bench.start(Sample.image([Sample.drive(20, 45, 0.1)]))
    bench.run(1500)
    #expect(bench.status.energised > .milliseconds(900))
  }

  @Test("H2: the ramp of a disarm counts, for the segment that it ends")
  func rampCounts() {
    let bench = Bench()
    #expect(bench.becomeReady())
    let image = Sample.image(
      [Sample.drive(2), Sample.still(.move, 60, segment: 1), Sample.drive(2, segment: 1)],
      segments: 2)
    bench.start(image)
    #expect(bench.run(until: { $0.status.phase == .moving }, limit: 4000))
    #expect(bench.status.segmentEnergised == .zero)
    bench.commands.append(.finish(.released))
    #expect(bench.run(until: { !$0.status.isActive }, limit: 1000))
    var sums: [Int32: Interval] = [:]
    for case .energised(let segment, let delta) in bench.records {
      sums[segment, default: .zero] = sums[segment, default: .zero] + delta
    }
    #expect(sums[1] == nil)
    #expect((sums[0] ?? .zero) >= .milliseconds(2060))
    #expect((sums[0] ?? .zero) <= .milliseconds(2200))
  }

  @Test("H2: when the link is lost the device's own run to silence counts")
  func lostLinkCounts() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1500)
    let before = bench.status.energised
    bench.isLinked = false
    bench.commands.append(.linkDown)
    bench.run(1500)
    #expect(!bench.status.isActive)
    let more = bench.status.energised - before
    #expect(more >= .milliseconds(250))
    #expect(more <= .milliseconds(360))
  }

  @Test("H2: a host gap counts as far as the device may have driven through it")
  func gapCounts() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1500)
    let before = bench.status.energised
    for _ in 0..<800 {
      for _ in 0..<4 { bench.stepDevice() }
      bench.now = bench.now + .milliseconds(1)
      bench.deviceEpoch = bench.deviceEpoch + .milliseconds(1)
    }
    bench.run(1)
    let more = bench.status.energised - before
    #expect(more >= .milliseconds(250))
    #expect(more <= .milliseconds(360))
  }

  @Test("H2: what the device counted is the least that is booked")
  func deviceCountIsFloor() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20)]))
    bench.run(1500)
    let before = bench.status.energised
    bench.toHost = { message in
      guard case .condition(var condition) = message else { return message }
      condition.energisedMilliseconds += 400
      return .condition(condition)
    }
    bench.run(500)
    let more = bench.status.energised - before
    #expect(more >= .milliseconds(850))
    #expect(more <= .milliseconds(950))
  }
}
