// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Quantities
import Testing

@testable import Links

@Suite("A HID link, whatever the device does")
struct HIDFlowTests {
  private func bench() throws -> HIDBench { try #require(LinkKind.hid.bench() as? HIDBench) }

  private func stopIDs(_ reports: [HIDReport]) -> [UInt16] {
    reports.compactMap {
      if case .message(.stop(let stop), _) = $0.decodeHostMessage() { stop.stopID } else { nil }
    }
  }

  private func pong(_ token: UInt32) -> DeviceMessage {
    .pong(Pong(token: token, clockMilliseconds: 7, clockFractionMicroseconds: 9))
  }

  private func heard(_ bench: HIDBench) -> [UInt16] {
    var all: [UInt16] = []
    while let received = bench.port.receive() { all.append(received.sequence) }
    return all
  }

  @Test("H1: a stop goes by the control endpoint as well, under its own id")
  func bothEndpoints() throws {
    let bench = try bench()
    bench.port.stop(Stop(stopID: 12, reason: .user), sequence: 1)
    bench.pass()
    #expect(stopIDs(bench.fake.wire.byControl) == [12])
    #expect(bench.fake.wire.byControl.first?.bytes[0] == HIDReport.ID.stop.rawValue)
    #expect(stopIDs(bench.fake.wire.taken) == [12])
  }

  @Test("H1: a stop passes an endpoint that takes nothing any more, and one that is halted")
  func stopPassesHung() throws {
    let bench = try bench()
    bench.fake.wire.takes = false
    bench.setpoint(1)
    bench.pass()
    bench.port.stop(Stop(stopID: 12, reason: .user), sequence: 2)
    bench.pass()
    #expect(stopIDs(bench.fake.wire.byControl) == [12])
    bench.pass(.milliseconds(40))
    bench.fake.wire.takes = true
    bench.pass()
    // The setpoint that was on its way was called back.
    #expect(bench.hear().map(\.sequence) == [2])
  }

  @Test("gives up what is not taken: a setpoint after its life, a command after its own")
  func deadlines() throws {
    let bench = try bench()
    bench.fake.wire.takes = false
    bench.setpoint(1)
    bench.pass()
    bench.pass(LinkEnd.setpointStale + .milliseconds(2))
    #expect(bench.port.statistics.setpointsDropped == 1)
    #expect(bench.ping(1, sequence: 2))
    bench.pass()
    bench.pass(HIDFlow.commandLife + .milliseconds(2))
    #expect(bench.port.statistics.commandsDropped == 1)
    #expect(bench.port.state.isOpen)
  }

  @Test("H9: leaves a device alone that takes nothing for two seconds")
  func deaf() throws {
    let bench = try bench()
    bench.fake.wire.takes = false
    for number in UInt16(1)...150 where bench.port.state.isOpen {
      bench.port.put(
        setpoint: .setpoint(
          Setpoint(
            armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: number,
            phase: 0, amplitudeMicrometers: 0, driveTenthMilliamperes: 0)),
        sequence: number, now: bench.fake.now)
      bench.pass(.milliseconds(22))
    }
    #expect(bench.port.state.distrust == .deaf)
  }

  @Test("H9: does not wait for a transfer that cannot even be cancelled")
  func unkillable() throws {
    let bench = try bench()
    bench.fake.wire.takes = false
    bench.fake.wire.honoursCancel = false
    bench.setpoint(1)
    bench.pass()
    bench.pass(LinkEnd.setpointStale + HIDFlow.cancelPatience + .milliseconds(3))
    #expect(bench.port.state.distrust == .deaf)
  }

  @Test("refuses reports that are too short, and does not count empty packets")
  func lengths() throws {
    let bench = try bench()
    let report = HIDReport(pong(1), sequence: 7)
    for length in [0, 1, 63, 0, 64] {
      bench.fake.wire.outgoing.append((report, .done(length: length)))
    }
    bench.pass()
    #expect(heard(bench) == [7])
    #expect(bench.port.statistics.framesRefused == 2)
  }

  @Test("H9: bears some babble, and leaves a device alone that does nothing else")
  func babble() throws {
    let bench = try bench()
    let report = HIDReport(pong(1), sequence: 7)
    for _ in 0..<10 { bench.fake.wire.outgoing.append((report, .babbled)) }
    bench.fake.wire.outgoing.append((report, .done(length: 64)))
    bench.pass()
    #expect(heard(bench) == [7])
    for _ in 0..<30 { bench.fake.wire.outgoing.append((report, .babbled)) }
    bench.pass()
    #expect(bench.port.state.distrust == .babble)
  }

  @Test("clears a halted input when nothing is pending on it, and hears again")
  func inputStall() throws {
    let bench = try bench()
    let report = HIDReport(pong(1), sequence: 7)
    for round in 0..<9 {
      bench.fake.wire.outgoing.append((report, .stalled))
      bench.pass()
      bench.fake.wire.outgoing.append((report, .done(length: 64)))
      bench.pass()
      #expect(heard(bench) == [7], "round \(round)")
    }
    for _ in 0..<3 {
      bench.fake.wire.outgoing.append((report, .stalled))
      bench.pass()
    }
    #expect(bench.port.state.distrust == .stalls)
  }

  @Test("holds back while an output is halted, and sends what is newest afterwards")
  func outputStall() throws {
    let bench = try bench()
    bench.fake.wire.takes = false
    bench.setpoint(1)
    bench.pass()
    bench.fake.wire.flying[.output] = nil
    bench.fake.wire.sending = []
    bench.fake.wire.ended.append((.output, .stalled))
    bench.setpoint(2)
    bench.fake.wire.takes = true
    bench.pass()
    #expect(bench.hear().map(\.sequence) == [2])
    #expect(bench.port.statistics.setpointsDropped == 1)
  }

  @Test("H9: a flood waits, and one without end is left alone")
  func flood() throws {
    let bench = try bench()
    var sequence: UInt16 = 0
    func say(_ count: Int) {
      for _ in 0..<count {
        sequence &+= 1
        bench.fake.wire.outgoing.append(
          (HIDReport(pong(1), sequence: sequence), .done(length: 64)))
      }
    }
    say(400)
    bench.fake.pump()
    let left = bench.fake.wire.outgoing.count
    #expect(left >= 290 && left <= 310, "\(left) wait")
    #expect(bench.port.statistics.floods == 1)
    while bench.port.receive() != nil {}
    for _ in 0..<150 where bench.port.state.isOpen {
      say(200)
      bench.pass(.milliseconds(10))
      while bench.port.receive() != nil {}
    }
    #expect(bench.port.state.distrust == .flood)
  }

  @Test("H9: leaves a device alone that says the same report over and over")
  func repeats() throws {
    let bench = try bench()
    let report = HIDReport(pong(1), sequence: 7)
    for _ in 0..<40 { bench.fake.wire.outgoing.append((report, .done(length: 64))) }
    bench.pass()
    #expect(bench.port.state.isOpen)
    for _ in 0..<40 { bench.fake.wire.outgoing.append((report, .done(length: 64))) }
    bench.pass()
    #expect(bench.port.state.distrust == .flood)
  }

  @Test("H9: leaves a device alone whose reports mean nothing")
  func nonsense() throws {
    let bench = try bench()
    for _ in 0..<60 { _ = bench.noise([3, 40, 1, 2]) }
    bench.pass()
    #expect(bench.port.state.distrust == .reports)
    #expect(bench.port.state.description.contains("mean nothing"))
  }

  @Test("an end without a reason is an unplug", arguments: [ReportOutcome.failed, .gone])
  func failed(outcome: ReportOutcome) throws {
    let bench = try bench()
    bench.fake.wire.outgoing.append((HIDReport(pong(1), sequence: 7), outcome))
    bench.pass()
    #expect(bench.port.state.loss == .unplugged)
  }

  @Test("what was meant for an earlier opener does not come through")
  func staleReports() throws {
    let bench = HIDBench()
    try bench.link.open()
    bench.say(pong(1), sequence: 1)
    bench.pass()
    #expect(heard(bench).isEmpty)
    try bench.greet()
    bench.say(pong(2), sequence: 2)
    bench.pass()
    #expect(heard(bench) == [2])
  }
}
