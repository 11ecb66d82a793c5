// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a client asks of one actuator in a `live` step, until a moment on the host's clock.
public struct LiveSetpoint: Hashable, Sendable, BitwiseCopyable {
  public var frequency: Hertz
  /// Peak to peak.
  public var amplitude: Displacement
  /// From then on it asks for nothing; when that is so of every actuator, the session ends.
  public var until: Instant
  /// Counted from 0.
  public var actuator: UInt8

  public init(
    frequency: Hertz, amplitude: Displacement, until: Instant, actuator: UInt8 = 0
  ) {
    self.frequency = frequency
    self.amplitude = amplitude
    self.until = until
    self.actuator = actuator
  }
}
