// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities

/// What was asked and what was delivered over a session, ten points a second.
///
/// Stored as little-endian words of 16 bits: milliseconds since the first point (two words), step, then
/// of each actuator commanded and measured centihertz and micrometres peak to peak, centi-g peak, and
/// centinewtons of contact force. Layout 2 has one actuator, nine words to a point, layout 3 two and
/// fifteen. Layout 1 had three words: measured frequency, amplitude, acceleration.
public struct DeliveredCurve: Hashable, Sendable {
  public struct Sample: Hashable, Sendable {
    /// Since the first sample.
    public var at: Interval
    /// Of the program, from 0.
    public var step: Int
    public var first: Actuator
    /// Where the device had a second one.
    public var second: Actuator?

    public init(at: Interval = .zero, step: Int = 0, first: Actuator, second: Actuator? = nil) {
      self.at = at
      self.step = step
      self.first = first
      self.second = second
    }
  }

  /// What one actuator was asked and delivered; amplitudes are peak to peak, acceleration is a peak.
  public struct Actuator: Hashable, Sendable {
    public var commandedFrequency: Hertz
    public var commandedAmplitude: Displacement
    /// Measured.
    public var frequency: Hertz
    /// Measured.
    public var amplitude: Displacement
    public var acceleration: Acceleration
    public var contactForce: Force

    public init(
      commandedFrequency: Hertz = .zero, commandedAmplitude: Displacement = .zero,
      frequency: Hertz, amplitude: Displacement, acceleration: Acceleration,
      contactForce: Force = .zero
    ) {
      self.commandedFrequency = commandedFrequency
      self.commandedAmplitude = commandedAmplitude
      self.frequency = frequency
      self.amplitude = amplitude
      self.acceleration = acceleration
      self.contactForce = contactForce
    }

    static let still = Actuator(frequency: .zero, amplitude: .zero, acceleration: .zero)
  }

  public static let samplesPerSecond = 10

  public var samples: [Sample]

  public init(samples: [Sample]) { self.samples = samples }

  /// How the curve is written: a second actuator costs its room only where there was one.
  var layout: Int { samples.contains { $0.second != nil } ? 3 : 2 }

  /// Bytes to a point; nil for a layout that is not known.
  private static func size(_ layout: Int) -> Int? {
    switch layout {
    case 1: 6
    case 2: 18
    case 3: 30
    default: nil
    }
  }

  var blob: Data {
    let isDouble = layout == 3
    var data = Data(capacity: samples.count * (Self.size(layout) ?? 0))
    func append(_ value: Float) {
      append(word: UInt16(max(0, min(65535, value.isFinite ? value.rounded() : 0))))
    }
    func append(word: UInt16) {
      data.append(UInt8(truncatingIfNeeded: word))
      data.append(UInt8(truncatingIfNeeded: word >> 8))
    }
    func append(_ actuator: Actuator) {
      append(actuator.commandedFrequency.hertz * 100)
      append(actuator.commandedAmplitude.millimeters * 1000)
      append(actuator.frequency.hertz * 100)
      append(actuator.amplitude.millimeters * 1000)
      append(actuator.acceleration.g * 100)
      append(actuator.contactForce.newtons * 100)
    }
    for sample in samples {
      let milliseconds = UInt32(clamping: sample.at.milliseconds)
      append(word: UInt16(truncatingIfNeeded: milliseconds))
      append(word: UInt16(truncatingIfNeeded: milliseconds >> 16))
      append(word: UInt16(clamping: sample.step))
      append(sample.first)
      if isDouble { append(sample.second ?? .still) }
    }
    return data
  }

  /// Nil for a blob that no curve was written as.
  init?(blob: Data, layout: Int) {
    let bytes = [UInt8](blob)
    guard let size = Self.size(layout), bytes.count.isMultiple(of: size) else { return nil }
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
      func actuator(_ index: Int) -> Actuator {
        Actuator(
          commandedFrequency: hertz(index), commandedAmplitude: displacement(index + 1),
          frequency: hertz(index + 2), amplitude: displacement(index + 3),
          acceleration: acceleration(index + 4),
          contactForce: Force(newtons: Float(word(index + 5)) / 100))
      }
      guard layout > 1 else {
        let elapsed = Int64(at / size) * 1000 / Int64(Self.samplesPerSecond)
        return Sample(
          at: .milliseconds(elapsed),
          first: Actuator(
            frequency: hertz(0), amplitude: displacement(1), acceleration: acceleration(2)))
      }
      return Sample(
        at: .milliseconds(Int64(word(0)) | Int64(word(1)) << 16), step: Int(word(2)),
        first: actuator(3), second: layout > 2 ? actuator(9) : nil)
    }
  }
}
