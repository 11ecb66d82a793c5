// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// The second transport: reports of 64 bytes, without stuffing and checksum.
extension SimulatedDevice {
  /// Takes what an interrupt or control transfer brought; only 64 bytes are a report.
  package mutating func receive(report bytes: [UInt8], byControl: Bool = false) {
    guard isAttached else { return }
    if case .report(let defect)? = tampering?.rule {
      guard let spoiled = defect.spoil(bytes, byControl: byControl) else { return }
      return take(bytes: spoiled)
    }
    take(bytes: bytes)
  }

  private mutating func take(bytes: [UInt8]) {
    guard bytes.count == 64 else {
      if !isFrozen { refuse(.report) }
      return
    }
    var frame = Frame(bytes: InlineArray(repeating: 0), count: 64)
    for index in 0..<64 { frame.bytes[index] = bytes[index] }
    guard reportLinks.isActive else {
      take(report: frame)
      return
    }
    if reportLinks.stopsToLose > 0, reportLinks.loses(Self.report(frame).decodeHostMessage()) {
      return
    }
    reportLinks.sendToDevice(frame, now: clock)
    deliverReports()
  }

  /// The next report that reaches the host now, until nil.
  package mutating func transmitReport() -> HIDReport? {
    guard isAttached else { return nil }
    guard reportLinks.isActive else { return nextReport() }
    deliverReports()
    while let report = nextReport() {
      var frame = Frame(bytes: InlineArray(repeating: 0), count: 64)
      for index in 0..<64 { frame.bytes[index] = report.bytes[index] }
      reportLinks.sendToHost(frame, now: clock)
    }
    return reportLinks.toHost.take(now: clock).map(Self.report)
  }

  private mutating func nextReport() -> HIDReport? {
    guard !isFrozen, let message = nextMessage(for: .hid) else { return nil }
    let report = HIDReport(message, sequence: reportCounter.next())
    return tampering == nil ? report : spoiled(report)
  }

  private mutating func deliverReports() {
    while let frame = reportLinks.toDevice.take(now: clock) { take(report: frame) }
  }

  private mutating func take(report frame: Frame) {
    guard !isFrozen else { return }
    accept(Self.report(frame).decodeHostMessage(), from: .hid)
  }

  private mutating func refuse(_ refusal: Refusal) { accept(.refused(refusal), from: .hid) }

  private static func report(_ frame: Frame) -> HIDReport {
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<64 { bytes[index] = frame.bytes[index] }
    return HIDReport(bytes: bytes)
  }
}
