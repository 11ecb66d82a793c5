// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Stop always wins")
struct StoppingTests {
  /// Brings a fresh bench into `state`.
  static func bench(in state: DeviceState) -> Bench {
    var bench = Bench()
    switch state {
    case .selfTest: bench.run(milliseconds: 20)
    case .idle: bench.boot()
    case .armed:
      bench.boot()
      _ = bench.ask(.arm(bench.armRequest()))
    case .running: bench.start()
    case .lifted:
      bench.start()
      bench.inputs.actuators[0].contactForce = .zero
      bench.keep(milliseconds: 100)
    case .ramping:
      bench.start()
      bench.run(milliseconds: 170)
    case .braking:
      bench.start()
      bench.run(milliseconds: 255)
    case .latched:
      bench.boot()
      bench.inputs.stopButton = true
      bench.run(milliseconds: 2)
      bench.inputs.stopButton = false
    }
    return bench
  }

  @Test(
    "H3: is honoured in every state, on every transport, greeted or not",
    arguments: DeviceState.allCases)
  func everywhere(_ state: DeviceState) throws {
    for transport in Transport.allCases {
      var bench = Self.bench(in: state)
      #expect(bench.device.state == state)
      bench.send(.stop(Stop(stopID: 77, reason: .user)), from: transport)
      #expect(bench.device.arm == nil && bench.device.actuators[0].setpoint == nil)
      #expect(bench.device.latchMask & LatchCause.stopCommand.mask != 0)
      guard case .standstill(let first)? = bench.device.nextMessage(for: transport) else {
        Issue.record("stop in \(state) was not answered first")
        continue
      }
      #expect(first.stopID == 77)
      bench.run(milliseconds: 110)
      #expect(!bench.isDriven)
      bench.run(milliseconds: 400)
      #expect(bench.device.state == .latched && !bench.outputs.powerSwitchClosed)
      let all = bench.drain(transport).compactMap {
        if case .standstill(let s) = $0 { s } else { nil }
      }
      let last = try #require(all.last)
      #expect(last.phase == .confirmed && last.endedMilliseconds <= 200)
      #expect(last.confirmedMilliseconds <= 350)
    }
  }

  @Test("H3: the same identifier is answered again and changes nothing, also when it is late")
  func idempotent() {
    var bench = Bench()
    bench.start()
    bench.send(.stop(Stop(stopID: 5, reason: .user)))
    bench.run(milliseconds: 60)
    let latch = bench.device.latches.number(of: .stopCommand)
    let peak = bench.device.actuators[0].drivePeak
    bench.send(.stop(Stop(stopID: 5, reason: .user)))
    #expect(bench.device.actuators[0].drivePeak == peak && bench.device.state == .ramping)
    bench.run(milliseconds: 400)
    _ = bench.drain()
    bench.send(.stop(Stop(stopID: 5, reason: .user)))
    guard case .standstill(let again)? = bench.device.nextMessage(for: .serial) else {
      Issue.record("no second answer")
      return
    }
    #expect(again.phase == .confirmed && again.latch == latch)
    #expect(bench.device.history.count == 1)
  }

  @Test("H3: an identifier used before an arm stops that arm all the same")
  func reused() {
    var bench = Bench()
    bench.start()
    bench.send(.stop(Stop(stopID: 5, reason: .user)))
    bench.run(milliseconds: 400)
    let latch = bench.device.latches.number(of: .stopCommand)
    _ = bench.drain()
    let cleared = bench.ask(.clear(Clear(latch: latch, cause: .stopCommand)))
    #expect(cleared == .accepted)
    bench.start(id: 2)
    bench.send(.stop(Stop(stopID: 5, reason: .user)))
    #expect(bench.device.state == .ramping)
  }

  @Test("H3: a setpoint after a stop, even one in the same moment, does nothing")
  func flushed() {
    var bench = Bench()
    bench.start()
    bench.send(.stop(Stop(stopID: 1, reason: .user)))
    bench.keep(milliseconds: 400)
    #expect(bench.device.state == .latched && !bench.isDriven)
  }

  @Test(
    "H3: no standstill after a second is said, latches for a power cycle, and cannot be cleared")
  func unconfirmed() throws {
    var bench = Bench()
    bench.start()
    _ = bench.drain()
    bench.send(.stop(Stop(stopID: 3, reason: .user)))
    for i in 0..<4400 {
      // 50 Hz at 0.5 g, whatever the drive does.
      bench.headReading = 0.5 * PortableMath.sine(turns: Float(i) * 0.0125)
      bench.step()
    }
    let said = bench.drain().compactMap { if case .standstill(let s) = $0 { s } else { nil } }.last
    let last = try #require(said)
    #expect(last.phase == .unconfirmed && last.residualMilligravities > 300)
    #expect(bench.device.latchMask & LatchCause.standstillFailed.mask != 0)
    #expect(!bench.outputs.powerSwitchClosed)
    bench.headReading = nil
    bench.run(milliseconds: 500)
    let number = bench.device.latches.number(of: .standstillFailed)
    let cleared = bench.ask(.clear(Clear(latch: number, cause: .standstillFailed)))
    #expect(cleared == .needsPowerCycle)
  }

  @Test("a stop of an idle device shaken by hand is unconfirmed without asking for a power cycle")
  func shaken() {
    var bench = Bench()
    bench.boot()
    bench.send(.stop(Stop(stopID: 3, reason: .user)))
    for i in 0..<5000 {
      bench.headReading = 0.5 * PortableMath.sine(turns: Float(i) * 0.005)
      bench.step()
    }
    #expect(bench.device.latchMask == LatchCause.stopCommand.mask)
  }

  @Test("H4: the second switch opens after standstill or 150 ms, whatever still moves")
  func secondSwitch() {
    var bench = Bench()
    bench.start()
    bench.headReading = nil
    bench.send(.stop(Stop(stopID: 3, reason: .user)))
    for i in 0..<604 {
      bench.headReading = 1.0 * PortableMath.sine(turns: Float(i) * 0.0125)
      bench.step()
    }
    #expect(!bench.outputs.powerSwitchClosed)
  }

  @Test("the stop button ramps, latches, and does not clear while it is held")
  func button() {
    var bench = Bench()
    bench.start()
    bench.inputs.stopButton = true
    bench.run(milliseconds: 1)
    #expect(bench.device.state == .ramping)
    bench.run(milliseconds: 400)
    let number = bench.device.latches.number(of: .stopButton)
    let held = bench.ask(.clear(Clear(latch: number, cause: .stopButton)))
    #expect(held == .causePersists)
    bench.inputs.stopButton = false
    bench.run(milliseconds: 1)
    let released = bench.ask(.clear(Clear(latch: number, cause: .stopButton)))
    #expect(released == .accepted && bench.device.state == .idle)
  }

  @Test("clear names number and cause, and moves nothing")
  func clear() {
    var bench = Bench()
    bench.start()
    bench.send(.stop(Stop(stopID: 3, reason: .user)))
    let number = bench.device.latches.number(of: .stopCommand)
    let early = bench.ask(.clear(Clear(latch: number, cause: .stopCommand)))
    #expect(early == .causePersists)
    bench.run(milliseconds: 400)
    let wrongNumber = bench.ask(.clear(Clear(latch: number &+ 1, cause: .stopCommand)))
    let wrongCause = bench.ask(.clear(Clear(latch: number, cause: .overCurrent)))
    #expect(wrongNumber == .wrongLatch && wrongCause == .wrongLatch)
    bench.peakCurrent = 0
    let right = bench.ask(.clear(Clear(latch: number, cause: .stopCommand)))
    bench.keep(milliseconds: 300)
    #expect(right == .accepted && bench.device.state == .idle && bench.peakCurrent == 0)
  }
}
