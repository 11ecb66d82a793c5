// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Arming")
struct ArmingTests {
  @Test("H2: an arm without an end, past its end or without energised time is refused")
  func ends() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.endMilliseconds = bench.now.wireMilliseconds
    let now = bench.ask(.arm(request))
    request.endMilliseconds = bench.now.wireMilliseconds &- 1
    let past = bench.ask(.arm(request))
    request.endMilliseconds = bench.now.wireMilliseconds &+ 0x8000_0000
    let absurd = bench.ask(.arm(request))
    #expect(now == .expired && past == .expired && absurd == .expired)
    request = bench.armRequest()
    request.energisedMaxMilliseconds = 0
    let none = bench.ask(.arm(request))
    #expect(none == .outsideEnvelope)
  }

  @Test("H2: the arm's end ramps down though setpoints go on")
  func endReached() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.endMilliseconds = bench.now.wireMilliseconds &+ 300
    let answer = bench.ask(.arm(request))
    #expect(answer == .accepted)
    bench.keep(milliseconds: 299)
    #expect(bench.device.state == .running)
    bench.keep(milliseconds: 150)
    #expect(!bench.isDriven && bench.device.arm == nil && bench.device.latchMask == 0)
  }

  @Test("H2: an end further than 45 minutes is granted as 45 minutes")
  func granted() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.endMilliseconds = bench.now.wireMilliseconds &+ 10_000_000
    bench.send(.arm(request))
    let details = bench.drain().compactMap { if case .answer(let a) = $0 { a.detail } else { nil } }
    #expect(details.last == bench.now.wireMilliseconds &+ 2_700_000)
  }

  @Test("H2: the arm's energised time brakes and latches")
  func energised() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.energisedMaxMilliseconds = 200
    _ = bench.ask(.arm(request))
    bench.keep(milliseconds: 190)
    #expect(bench.device.state == .running)
    bench.keep(milliseconds: 20)
    #expect(bench.device.latchMask == LatchCause.energisedLimit.mask && !bench.isDriven)
  }

  @Test("H2: twenty minutes with drive, or forty-five by the wall, end it until a rest")
  func longUse() {
    var bench = Bench()
    bench.boot()
    var clock = EnergisedClock()
    for i in 0..<UInt64(4_799_600) { clock.addStep(now: Instant(microseconds: i * 250)) }
    bench.now = Instant(milliseconds: 1_200_000)
    bench.run(milliseconds: 10)
    bench.device.clock = clock
    _ = bench.ask(.arm(bench.armRequest()))
    bench.keep(milliseconds: 90)
    #expect(bench.device.state == .running)
    bench.keep(milliseconds: 30)
    #expect(bench.device.latchMask == LatchCause.energisedLimit.mask)
    bench.run(milliseconds: 300)
    let number = bench.device.latches.number(of: .energisedLimit)
    let early = bench.ask(.clear(Clear(latch: number, cause: .energisedLimit)))
    #expect(early == .causePersists)
    bench.now = bench.now + .milliseconds(300_000)
    bench.run(milliseconds: 2)
    let rested = bench.ask(.clear(Clear(latch: number, cause: .energisedLimit)))
    #expect(rested == .accepted)

    bench = Bench()
    bench.start()
    for _ in 0..<2700 {
      bench.now = bench.now + .milliseconds(1000)
      bench.device.deadline = .distantFuture
      bench.device.actuators[0].setpoint?.validUntil = bench.now + .milliseconds(150)
      bench.device.arm?.end = bench.now + .milliseconds(100_000)
      bench.step()
      if bench.device.latchMask != 0 { break }
      bench.run(milliseconds: 1)
    }
    #expect(bench.device.latchMask & LatchCause.wallLimit.mask != 0)
  }

  @Test("is idempotent for the same request, and never reuses an identifier")
  func identifiers() {
    var bench = Bench()
    bench.boot()
    let request = bench.armRequest(4)
    let first = bench.ask(.arm(request))
    let again = bench.ask(.arm(request))
    let other = bench.ask(.arm(bench.armRequest(5)))
    #expect(first == .accepted && again == .accepted && other == .alreadyArmed)
    bench.greet(.hid)
    let foreign = bench.ask(.arm(bench.armRequest(6)), from: .hid)
    #expect(foreign == .otherTransport)
    let wrong = bench.ask(.disarm(Disarm(armID: 9)))
    let right = bench.ask(.disarm(Disarm(armID: 4)))
    #expect(wrong == .wrongArm && right == .accepted)
    bench.run(milliseconds: 200)
    let reused = bench.ask(.arm(bench.armRequest(4)))
    let zero = bench.ask(.arm(bench.armRequest(0)))
    #expect(reused == .wrongArm && zero == .malformed)
    let none = bench.ask(.disarm(Disarm(armID: 4)))
    #expect(none == .notArmed)
  }

  @Test("needs a hello of the same major version, and a finished self-test")
  func greeting() {
    var bench = Bench()
    let early = bench.ask(.arm(bench.armRequest()))
    #expect(early == .notReady)
    bench.greet()
    let testing = bench.ask(.arm(bench.armRequest()))
    #expect(testing == .notReady)
    bench.run(milliseconds: 400)
    let newer = bench.ask(.hello(Hello(major: 2, minor: 0, nonce: 5)))
    #expect(newer == .versionMismatch)
    let unknown = bench.ask(.arm(bench.armRequest()))
    #expect(unknown == .notReady)
  }

  @Test("H5: a box that shares nothing with the actuator's is refused")
  func box() {
    var bench = Bench()
    bench.boot()
    var request = bench.armRequest()
    request.frequencyMinCentihertz = 20000
    request.frequencyMaxCentihertz = 30000
    let above = bench.ask(.arm(request))
    request = bench.armRequest()
    request.amplitudeMaxMicrometers = 0
    let flat = bench.ask(.arm(request))
    request = bench.armRequest()
    request.driveMaxTenthMilliamperes = 0
    let weak = bench.ask(.arm(request))
    request = bench.armRequest()
    request.actuatorMask = 3
    let two = bench.ask(.arm(request))
    #expect(above == .outsideEnvelope && flat == .outsideEnvelope && weak == .outsideEnvelope)
    #expect(two == .unsupported)
  }

  @Test("H1: an arm that lay in a buffer is refused, also when others came after it")
  func oldArm() {
    var bench = Bench()
    bench.boot()
    for id in UInt32(1)...8 {
      let armed = bench.ask(.arm(bench.armRequest(id)))
      #expect(armed == .accepted)
      _ = bench.ask(.disarm(Disarm(armID: id)))
      bench.run(milliseconds: 300)
    }
    for id in UInt32(1)...8 {
      let again = bench.ask(.arm(bench.armRequest(id)))
      #expect(again == .wrongArm)
    }
    let fresh = bench.ask(.arm(bench.armRequest(9)))
    #expect(fresh == .accepted)
  }

  @Test("the time of a ramp counts as time with drive")
  func rampCounts() {
    var bench = Bench()
    bench.start(milliseconds: 500)
    let before = bench.device.clock.sinceBoot
    _ = bench.ask(.disarm(Disarm(armID: 1)))
    bench.run(milliseconds: 300)
    let ramp = bench.device.clock.sinceBoot - before
    #expect(ramp >= .milliseconds(95) && ramp <= .milliseconds(101))
  }
}
