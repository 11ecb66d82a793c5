// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// One of the transfers a HID link keeps for itself.
enum ReportSlot: Int, Hashable, Sendable, CaseIterable {
  /// Several, so that the device is heard while what it said last is being read.
  case input0, input1, input2, input3
  /// The interrupt OUT endpoint: one command or setpoint at most is in flight.
  case output
  /// The interrupt OUT endpoint, for a stop alone: it waits for no completion.
  case stop
  /// The control endpoint, SET_REPORT of a stop (HID 1.11 §7.2.2): passes whatever ails the other.
  case control

  static let inputs: [ReportSlot] = [.input0, .input1, .input2, .input3]

  static let leaving: [ReportSlot] = [.output, .stop, .control]

  var isInput: Bool {
    switch self {
    case .input0, .input1, .input2, .input3: true
    case .output, .stop, .control: false
    }
  }
}

/// How a transfer ended.
enum ReportOutcome: Hashable, Sendable {
  case done(length: Int)
  case cancelled
  /// The endpoint is halted (USB 2.0 §8.4.5).
  case stalled
  /// More came than was announced (USB 2.0 §8.7.4).
  case babbled
  /// Neither an answer nor a reason. A device that is pulled out ends its transfers so, too.
  case failed
  case gone
}

enum ReportEndpoint: Hashable, Sendable { case input, output }

/// Transfers of one interface: begun here, ended some time later.
///
/// Nothing waits. Each slot has at most one transfer.
protocol ReportWire: ~Copyable {
  /// Begins to listen; false when the device is gone.
  mutating func listen(_ slot: ReportSlot) -> Bool
  /// Begins to send; false when the device is gone.
  mutating func send(_ report: HIDReport, by slot: ReportSlot) -> Bool
  /// Asks for an end, which comes as an outcome like any other.
  mutating func cancel(_ slot: ReportSlot)
  /// Has the halt of an endpoint cleared elsewhere, for that waits.
  mutating func clearHalt(_ endpoint: ReportEndpoint)
  /// What an input has brought; zeros behind what came.
  func received(_ slot: ReportSlot) -> HIDReport
}

extension HIDReport {
  /// Every report's length, its id included (protocol §4).
  static var length: Int { 64 }
}
