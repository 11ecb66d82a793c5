// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities

/// What was asked and what was delivered over a session, ten points a second.
///
/// Stored as little-endian words of 16 bits, nine to a point: milliseconds since the first point (two
/// words), step, then commanded and measured centihertz and micrometres peak to peak, centi-g peak, and
/// centinewtons of contact force. Layout 1 had three: measured frequency, amplitude, acceleration.
public struct DeliveredCurve: Hashable, Sendable {
  public struct Sample: Hashable, Sendable {
    /// Since the first sample.
    public var at: Interval
    /// Of the program, from 0.
    public var step: Int
    public var commandedFrequency: Hertz
    /// Peak to peak.
    public var commandedAmplitude: Displacement
    /// Measured.
    public var frequency: Hertz
    /// Measured, peak to peak.
    public var amplitude: Displacement
    public var acceleration: Acceleration
    public var contactForce: Force

    public init(
      at: Interval = .zero, step: Int = 0, commandedFrequency: Hertz = .zero,
      commandedAmplitude: Displacement = .zero, frequency: Hertz, amplitude: Displacement,
      acceleration: Acceleration, contactForce: Force = .zero
    ) {
      self.at = at
      self.step = step
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.frequency = frequency
      self.amplitude = amplitude
      self.acceleration = acceleration
      self.contactForce = contactForce
    }
  }

  public static let samplesPerSecond = 10
  /// How curves are written from now on.
  static let layout = 2
  private static let words = 9

  public var samples: [Sample]

  public init(samples: [Sample]) { self.samples = samples }

  var blob: Data {
    var data = Data(capacity: samples.count * Self.words * 2)
    func append(_ value: Float) {
      append(word: UInt16(max(0, min(65535, value.isFinite ? value.rounded() : 0))))
    }
    func append(word: UInt16) {
      data.append(UInt8(truncatingIfNeeded: word))
      data.append(UInt8(truncatingIfNeeded: word >> 8))
    }
    for sample in samples {
      let milliseconds = UInt32(clamping: sample.at.milliseconds)
      append(word: UInt16(truncatingIfNeeded: milliseconds))
      append(word: UInt16(truncatingIfNeeded: milliseconds >> 16))
      append(word: UInt16(clamping: sample.step))
      append(sample.commandedFrequency.hertz * 100)
      append(sample.commandedAmplitude.millimeters * 1000)
      append(sample.frequency.hertz * 100)
      append(sample.amplitude.millimeters * 1000)
      append(sample.acceleration.g * 100)
      append(sample.contactForce.newtons * 100)
    }
    return data
  }

  /// Nil for a blob that no curve was written as.
  init?(blob: Data, layout: Int) {
    let bytes = [UInt8](blob)
    let size = layout == 1 ? 6 : Self.words * 2
    guard (1...Self.layout).contains(layout), bytes.count.isMultiple(of: size) else { return nil }
    samples = stride(from: 0, to: bytes.count, by: size).map { at in
      func word(_ index: Int) -> UInt16 {
        UInt16(bytes[at + 2 * index]) | UInt16(bytes[at + 2 * index + 1]) << 8
      }
      func hertz(_ index: Int) -> Hertz { Hertz(hertz: Float(word(index)) / 100) }
      func displacement(_ index: Int) -> Displacement {
        Displacement(millimeters: Float(word(index)) / 1000)
      }
      func acceleration(_ index: Int) -> Acceleration {
        Acceleration(g: Float(word(index)) / 100)
      }
      guard layout > 1 else {
        let elapsed = Int64(at / size) * 1000 / Int64(Self.samplesPerSecond)
        return Sample(
          at: .milliseconds(elapsed), frequency: hertz(0), amplitude: displacement(1),
          acceleration: acceleration(2))
      }
      return Sample(
        at: .milliseconds(Int64(word(0)) | Int64(word(1)) << 16), step: Int(word(2)),
        commandedFrequency: hertz(3), commandedAmplitude: displacement(4), frequency: hertz(5),
        amplitude: displacement(6), acceleration: acceleration(7),
        contactForce: Force(newtons: Float(word(8)) / 100))
    }
  }
}
