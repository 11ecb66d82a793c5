// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("What survives a reset")
struct RetainedStateTests {
  private func rebooted(_ bench: Bench, _ cause: ResetCause, _ retained: RetainedState?) -> Bench {
    var next = Bench()
    next.device = Device(
      configuration: .reference(), resetCause: cause, bootID: 8, retained: retained)
    next.run(milliseconds: 400)
    next.greet()
    return next
  }

  private func stuck() -> Bench {
    var bench = Bench()
    bench.boot()
    bench.currentReading = 0.3
    bench.run(milliseconds: 60)
    return bench
  }

  @Test("H4: a latch that needs the power taken away survives every warm reset")
  func latches() {
    let before = stuck()
    #expect(before.device.latchMask == LatchCause.stuckDrive.mask)
    for cause in [ResetCause.watchdog, .brownOut, .software, .pin, .trap] {
      var bench = rebooted(before, cause, before.device.retained())
      #expect(bench.device.latchMask == LatchCause.stuckDrive.mask)
      #expect(bench.device.state == .latched)
      let armed = bench.ask(.arm(bench.armRequest()))
      #expect(armed == .latched)
    }
    let after = rebooted(before, .powerOn, before.device.retained())
    #expect(after.device.latchMask == 0 && after.device.state == .idle)
  }

  @Test("a latch that a person may clear is forgotten by a reset")
  func stop() {
    var before = Bench()
    before.boot()
    before.send(.stop(Stop(stopID: 1, reason: .user)))
    before.run(milliseconds: 10)
    let after = rebooted(before, .watchdog, before.device.retained())
    #expect(after.device.latchMask == 0 && after.device.state == .idle)
  }

  @Test("H9: the time with drive goes on counting through a reset, and ends the next arm")
  func bout() {
    var before = Bench()
    before.start(milliseconds: 1000)
    let driven = before.device.clock.bout
    #expect(driven > .milliseconds(900))
    let after = rebooted(before, .watchdog, before.device.retained())
    #expect(after.device.clock.bout >= driven - .milliseconds(1))
    #expect(after.device.clock.wall(at: after.now) >= .milliseconds(1350))
    let worn = RetainedState(
      latches: 0, headContradictions: 0, boutMilliseconds: 1_199_900, wallMilliseconds: 2_000_000,
      restedMilliseconds: 0)
    var bench = rebooted(before, .watchdog, worn)
    _ = bench.ask(.arm(bench.armRequest()))
    bench.keep(milliseconds: 200)
    #expect(bench.device.latchMask == LatchCause.energisedLimit.mask)
  }

  @Test("H9: five minutes without drive end a bout, those before the reset among them")
  func rest() {
    let rested = RetainedState(
      latches: 0, headContradictions: 0, boutMilliseconds: 1_000_000, wallMilliseconds: 2_000_000,
      restedMilliseconds: 299_000)
    var bench = rebooted(Bench(), .watchdog, rested)
    #expect(bench.device.clock.bout == .milliseconds(1_000_000))
    bench.run(milliseconds: 700)
    #expect(bench.device.clock.bout == .zero)
  }

  @Test("H4: a warm reset that kept nothing refuses to arm until the power has been away")
  func nothing() {
    for garbage in [nil, garbled()] {
      let bench = rebooted(Bench(), .watchdog, garbage)
      #expect(bench.device.latchMask == LatchCause.selfTestFailed.mask)
      #expect(bench.device.state == .latched)
    }
  }

  private func garbled() -> RetainedState? {
    let zeros = InlineArray<5, UInt32>(repeating: 0)
    return unsafe unsafeBitCast(zeros, to: RetainedState.self)
  }
}
