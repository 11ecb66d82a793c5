// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a client asks of a `live` step, until a moment on the host's clock.
public struct LiveSetpoint: Hashable, Sendable, BitwiseCopyable {
  public var frequency: Hertz
  /// Peak to peak.
  public var amplitude: Displacement
  /// From then on it asks for nothing, and the session ends unless a newer one has come.
  public var until: Instant

  public init(frequency: Hertz, amplitude: Displacement, until: Instant) {
    self.frequency = frequency
    self.amplitude = amplitude
    self.until = until
  }
}
