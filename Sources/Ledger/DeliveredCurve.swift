// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities

/// What was delivered over a session, ten points a second.
///
/// Stored as little-endian triples of 16 bits: centihertz, micrometres peak to peak, centi-g peak.
public struct DeliveredCurve: Hashable, Sendable {
  public struct Sample: Hashable, Sendable {
    public var frequency: Hertz
    public var amplitude: Displacement
    public var acceleration: Acceleration

    public init(frequency: Hertz, amplitude: Displacement, acceleration: Acceleration) {
      self.frequency = frequency
      self.amplitude = amplitude
      self.acceleration = acceleration
    }
  }

  public static let samplesPerSecond = 10

  public var samples: [Sample]

  public init(samples: [Sample]) { self.samples = samples }

  var blob: Data {
    var data = Data(capacity: samples.count * 6)
    for sample in samples {
      for value in [
        sample.frequency.hertz * 100, sample.amplitude.millimeters * 1000,
        sample.acceleration.g * 100,
      ] {
        let word = UInt16(max(0, min(65535, value.isFinite ? value.rounded() : 0)))
        data.append(UInt8(truncatingIfNeeded: word))
        data.append(UInt8(truncatingIfNeeded: word >> 8))
      }
    }
    return data
  }

  /// Nil for a blob that no curve was written as.
  init?(blob: Data) {
    guard blob.count.isMultiple(of: 6) else { return nil }
    let bytes = [UInt8](blob)
    samples = stride(from: 0, to: bytes.count, by: 6).map { at in
      func word(_ offset: Int) -> Float {
        Float(UInt16(bytes[at + offset]) | UInt16(bytes[at + offset + 1]) << 8)
      }
      return Sample(
        frequency: Hertz(hertz: word(0) / 100),
        amplitude: Displacement(millimeters: word(2) / 1000),
        acceleration: Acceleration(g: word(4) / 100))
    }
  }
}
