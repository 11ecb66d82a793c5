// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import Randomness
import Sessions
import Testing

@Suite("A stop that leaves ahead of the tick")
struct AheadOfTickTests {
  @Test("H1: is the stop that the engine repeats until standstill: one stop, one latch")
  func same() throws {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20, 30, 1)]))
    bench.run(2500)
    let before = bench.status.newestLatch
    let ahead = bench.stopAhead()
    #expect(bench.run(until: { !$0.status.isActive }, limit: 500))
    #expect(bench.status.phase == .stopped)
    #expect(bench.status.standstill.outcome == .confirmed)
    #expect(bench.status.standstill.ended <= .milliseconds(200))
    #expect(!bench.stopIDs.isEmpty)
    #expect(bench.stopIDs.allSatisfy { $0 == ahead.stopID })
    #expect(bench.status.newestLatch == before &+ 1)
  }

  @Test("H1: is repeated by the engine when it is lost itself")
  func lost() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20, 30, 1)]))
    bench.run(2500)
    let ahead = bench.stopAhead(isLost: true)
    bench.run(1)
    #expect(bench.stopIDs == [ahead.stopID])
    #expect(bench.run(until: { !$0.status.isActive }, limit: 500))
    #expect(bench.status.standstill.ended <= .milliseconds(200))
  }

  @Test("H1: is the same stop from two clients between two ticks, and in the middle of one")
  func twice() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(20, 30, 1)]))
    bench.run(1500)
    let first = bench.stopAhead()
    #expect(bench.stopAhead() == first)
    bench.run(10)
    #expect(bench.stopAhead().stopID == first.stopID)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 500))
    #expect(bench.stopIDs.allSatisfy { $0 == first.stopID })
    // The next stop is another one.
    let next = bench.stopAhead()
    #expect(next.stopID == first.stopID &+ 1)
    bench.run(1)
    #expect(bench.stopIDs.last == next.stopID)
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 500))
  }

  @Test("H1: wins against a start of the same millisecond, before and after the arm has left")
  func againstStart() {
    for delay in 0...12 {
      let bench = Bench()
      #expect(bench.becomeReady())
      bench.start(Sample.image([Sample.drive(20)]))
      if delay > 0 { bench.run(delay) }
      let ahead = bench.stopAhead()
      #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 500))
      bench.run(500)
      #expect(bench.stopIDs.allSatisfy { $0 == ahead.stopID })
      #expect(!bench.status.isActive)
      #expect(bench.device.state == .latched)
    }
  }

  @Test("H1: is known to the engine before the device is, and told when it is there")
  func beforeTheDevice() throws {
    let bench = Bench()
    let first = bench.engine.firstStop
    bench.isLinked = false
    bench.stop = .user
    bench.stopSentAs = first.sequence
    bench.run(1500)
    #expect(bench.status.standstill.outcome == .unconfirmed)
    bench.isLinked = true
    bench.commands.append(.linkUp)
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 1000))
    #expect(bench.stopIDs.allSatisfy { $0 == first.stopID })
    #expect(bench.device.state == .latched)
  }

  @Test("H1: at any moment of a session it and the engine's own stops are one", arguments: 0..<60)
  func anyMoment(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) + 1)
    let bench = Bench(seed: UInt64(seed) + 1)
    #expect(bench.becomeReady())
    bench.start(Sample.image([Sample.drive(1), Sample.still(.rest, 0.3), Sample.drive(2)]))
    // The lease ends, the program pauses, or the cable is pulled about when the stop comes.
    let moment = Int.random(in: 0..<4500, using: &random)
    let about = bench.now + .milliseconds(Int64(moment) + Int64.random(in: -3...3, using: &random))
    let event = Int.random(in: 0..<4, using: &random)
    if event == 0 { bench.commands.append(.lease(until: about)) }
    for _ in 0..<moment {
      if bench.now == about {
        if event == 1 { bench.commands.append(.pause) }
        if event == 2 { bench.commands += [.linkDown, .linkUp] }
      }
      bench.step()
    }
    let ahead = bench.stopAhead()
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 800))
    bench.run(300)
    #expect(
      Set(bench.stopIDs).subtracting([ahead.stopID]).count <= (event == 0 || event == 2 ? 1 : 0))
    #expect(!bench.status.isActive)
    #expect(bench.device.state == .latched)
    #expect(bench.repeatedNumbers == 0)
  }

  @Test(
    "H3: latches whatever becomes of a clear of an older one that is on its way", arguments: 0..<8)
  func againstClear(delay: Int) throws {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.stopAhead()
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 500))
    var held: (HostMessage, UInt16)?
    bench.toDevice = { message in
      guard case .clear = message, held == nil else { return message }
      held = (message, 0)
      return nil
    }
    let latch = bench.status.newestLatch
    bench.commands.append(.clear(latch: latch, cause: .stopCommand))
    bench.run(1)
    let clear = try #require(held).0
    let number = bench.lastNumber
    bench.stopAhead()
    bench.run(delay)
    bench.hand(clear, number)
    bench.run(1)
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 800))
    bench.run(300)
    #expect(bench.device.state == .latched)
    #expect(bench.status.latches & LatchCause.stopCommand.mask != 0)
  }

  @Test("H3: wins against a clear of the same millisecond")
  func withClear() {
    let bench = Bench()
    #expect(bench.becomeReady())
    bench.stopAhead()
    #expect(bench.run(until: { $0.status.standstill.outcome == .confirmed }, limit: 500))
    bench.commands.append(.clear(latch: bench.status.newestLatch, cause: .stopCommand))
    bench.stopAhead()
    bench.run(600)
    #expect(bench.status.standstill.outcome == .confirmed)
    #expect(bench.device.state == .latched)
  }
}
