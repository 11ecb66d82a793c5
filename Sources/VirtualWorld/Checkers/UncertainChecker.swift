// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions

/// An uncertain command is resolved before the next one leaves.
struct UncertainChecker: Sendable {
  private var open: CommandKind?

  mutating func note(_ record: EngineRecord) {
    guard case .command(let kind, let result) = record else { return }
    switch result {
    case .uncertain: open = kind
    case .acknowledged, .failed, .resolved: if open == kind { open = nil }
    }
  }

  mutating func check(_ message: HostMessage, elapsed: Interval) -> Violation? {
    guard let waiting = open else { return nil }
    switch message {
    // Hello resolves everything.
    case .hello:
      open = nil
      return nil
    // Asking for the same rates again is how those are resolved.
    case .rates where waiting == .rates:
      open = nil
      return nil
    case .arm, .clear, .rates:
      return Violation(
        promise: .uncertainFirst, at: elapsed,
        detail: "a command left while '\(waiting)' was uncertain")
    case .disarm, .setpoint, .stop, .ping, .rawRequest, .faultRequest: return nil
    }
  }
}
