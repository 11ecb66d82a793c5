// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What one transport's host asked to be told, after it said hello.
struct Subscription: Sendable, BitwiseCopyable {
  var isOpen = false
  var telemetryPeriod: UInt8 = 1
  var setpointPeriod: UInt8 = 1
  /// In 10 ms.
  var conditionPeriod: UInt8 = 10
  var measurement = false
  var telemetryDue = Instant.zero
  var conditionDue = Instant.zero
  /// Whose telemetry was told last.
  var actuator = 0
}
