// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Quantities
import Realtime

@testable import Links

/// A bus with one device, which takes some reports unread and stalls when it is told to.
struct FakeWire: ReportWire {
  /// Reports a device takes without anybody reading them.
  static let room = 64

  var flying: [ReportSlot: HIDReport] = [:]
  /// Slots that send, in the order they began.
  var sending: [ReportSlot] = []
  var ended: [(ReportSlot, ReportOutcome)] = []
  var taken: [HIDReport] = []
  var byControl: [HIDReport] = []
  var outgoing: [(report: HIDReport, outcome: ReportOutcome)] = []
  var brought: [ReportSlot: HIDReport] = [:]
  var halts: [ReportEndpoint] = []
  var isPlugged = true
  var takes = true
  var honoursCancel = true

  mutating func listen(_ slot: ReportSlot) -> Bool {
    flying[slot] = HIDReport(bytes: InlineArray(repeating: 0))
    return isPlugged
  }

  mutating func send(_ report: HIDReport, by slot: ReportSlot) -> Bool {
    flying[slot] = report
    sending.append(slot)
    return isPlugged
  }

  mutating func cancel(_ slot: ReportSlot) {
    guard honoursCancel, flying.removeValue(forKey: slot) != nil else { return }
    sending.removeAll { $0 == slot }
    ended.append((slot, .cancelled))
  }

  mutating func clearHalt(_ endpoint: ReportEndpoint) { halts.append(endpoint) }

  func received(_ slot: ReportSlot) -> HIDReport {
    brought[slot] ?? HIDReport(bytes: InlineArray(repeating: 0))
  }

  /// What a frame of the bus does.
  mutating func frame() {
    guard isPlugged else {
      for slot in ReportSlot.allCases where flying.removeValue(forKey: slot) != nil {
        ended.append((slot, .gone))
      }
      sending = []
      return
    }
    for slot in sending where slot == .control || (takes && taken.count < Self.room) {
      guard let report = flying.removeValue(forKey: slot) else { continue }
      if slot == .control { byControl.append(report) } else { taken.append(report) }
      ended.append((slot, .done(length: 64)))
    }
    sending.removeAll { flying[$0] == nil }
    for slot in ReportSlot.inputs where !outgoing.isEmpty && flying[slot] != nil {
      flying[slot] = nil
      let next = outgoing.removeFirst()
      brought[slot] = next.report
      ended.append((slot, next.outcome))
    }
  }
}

/// The HID link in lock-step with a bus of its own.
final class HIDBench: LinkBench {
  final class FakeLink: Link, @unchecked Sendable {
    let port = LinkPort(hasBell: false)
    let name = "bench"
    var flow: HIDFlow
    var wire = FakeWire()
    var isOpen = false
    var loss: HIDFlow.Loss?
    /// Added to the machine's clock.
    var ahead = Interval.zero

    init() { flow = HIDFlow(port: port) }

    var now: Instant { BootClock.now + ahead }

    func open() throws(LinkError) {
      isOpen = true
      attempt { (link) throws(HIDFlow.Loss) in try link.flow.begin(now: link.now, &link.wire) }
    }

    func close() {
      isOpen = false
      flow.end.end(.closed)
    }

    /// Frames of the bus until nothing happens any more.
    func pump() {
      guard isOpen, loss == nil else { return }
      for round in 0..<100 {
        wire.frame()
        let ended = wire.ended
        wire.ended = []
        for (slot, outcome) in ended {
          attempt { (link) throws(HIDFlow.Loss) in
            try link.flow.ended(slot, outcome, now: link.now, &link.wire)
          }
        }
        for endpoint in wire.halts.popAll() {
          attempt { (link) throws(HIDFlow.Loss) in
            try link.flow.haltCleared(endpoint, isCleared: true, now: link.now, &link.wire)
          }
        }
        attempt { (link) throws(HIDFlow.Loss) in try link.flow.turn(now: link.now, &link.wire) }
        if loss == nil { flow.end.publishStatistics() }
        if (ended.isEmpty && round > 0) || loss != nil { return }
      }
    }

    private func attempt(_ body: (FakeLink) throws(HIDFlow.Loss) -> Void) {
      guard loss == nil else { return }
      do {
        try body(self)
      } catch {
        loss = error
        switch error {
        case .unplugged(let errno): flow.end.end(.lost, .unplugged, errno: errno)
        case .distrusted(let reason): flow.end.end(reason)
        }
      }
    }
  }

  let fake = FakeLink()
  var link: any Link { fake }

  func say(_ message: DeviceMessage, sequence: UInt16) {
    fake.wire.outgoing.append((HIDReport(message, sequence: sequence), .done(length: 64)))
  }

  func noise(_ bytes: [UInt8]) -> Bool {
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    for (index, byte) in bytes.prefix(64).enumerated() { report.bytes[index] = byte }
    fake.wire.outgoing.append((report, .done(length: 64)))
    return true
  }

  func hear() -> [Heard] {
    fake.wire.taken.popAll().compactMap { report in
      guard case .message(let message, let sequence) = report.decodeHostMessage() else {
        return nil
      }
      return Heard(message: message, sequence: sequence)
    }
  }

  func pass() {
    fake.pump()
    Thread.sleep(forTimeInterval: 0.0002)
  }

  /// Lets time pass without waiting for it.
  func pass(_ interval: Interval) {
    for _ in 0..<max(1, interval.milliseconds) {
      fake.ahead = fake.ahead + .milliseconds(1)
      fake.pump()
    }
  }

  func unplug() { fake.wire.isPlugged = false }
}

extension Array {
  mutating func popAll() -> [Element] {
    defer { self = [] }
    return self
  }
}
