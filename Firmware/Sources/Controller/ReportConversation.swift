// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

/// The HID interface between its interrupt and the control step: one message a report.
public final class ReportConversation {
  public let messages = MessageQueues()
  private var counter = SequenceCounter()

  public init() {}

  /// Takes a report, on the interrupt endpoint or by SET_REPORT.
  ///
  /// Communication level.
  public func receive(_ report: HIDReport) { messages.hear(report.decodeHostMessage()) }

  /// Takes a packet that is no report, which is counted and answered by nothing.
  public func receiveDamaged() { messages.hear(.refused(.report)) }

  /// The next report for the host; nil when all is said.
  public func nextReport() -> HIDReport? {
    guard let message = messages.said.pop() else { return nil }
    return HIDReport(message, sequence: counter.next())
  }

  /// The bus was reset, suspended or pulled.
  public func hangUp() { messages.hangUp() }
}
