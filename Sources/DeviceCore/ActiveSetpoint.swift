// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The setpoint in force, checked.
struct ActiveSetpoint: Sendable, BitwiseCopyable {
  var frequency: Hertz
  /// Peak to peak.
  var amplitude: Displacement
  /// Peak.
  var drive: Float
  /// In 2⁻¹⁶ turns.
  var phase: UInt16
  var validUntil: Instant
}
