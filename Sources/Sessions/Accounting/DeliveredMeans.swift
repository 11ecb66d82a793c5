// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What one actuator delivered to a place: means over the time in which it was driven, all zero for none.
public struct DeliveredMeans: Hashable, Sendable {
  public var frequency: Hertz
  /// Measured, peak to peak.
  public var amplitude: Displacement
  public var commandedAmplitude: Displacement
  /// The greatest that was measured at the head, also while it was not driven itself.
  public var peakAcceleration: Acceleration
}

/// Sums of what one actuator delivers, weighted with seconds.
struct ActuatorTally: Hashable, Sendable {
  private var seconds: Float = 0
  private var frequency: Float = 0
  private var amplitude: Float = 0
  private var commanded: Float = 0
  private var peak = Acceleration.zero

  mutating func add(_ sample: DeliveredActuator, lasting delta: Interval) {
    peak = max(peak, sample.acceleration)
    // What rests beside one that is driven has no frequency, and would only thin out its own means.
    guard sample.isDriven else { return }
    let weight = delta.seconds
    seconds += weight
    frequency += sample.measuredFrequency.hertz * weight
    amplitude += sample.measuredAmplitude.millimeters * weight
    commanded += sample.commandedAmplitude.millimeters * weight
  }

  var means: DeliveredMeans {
    let share = seconds > 0 ? 1 / seconds : 0
    return DeliveredMeans(
      frequency: Hertz(hertz: frequency * share),
      amplitude: Displacement(millimeters: amplitude * share),
      commandedAmplitude: Displacement(millimeters: commanded * share), peakAcceleration: peak)
  }
}

extension DeliveredActuator {
  /// Whether it is asked to move, or carries more current than its sensor's noise.
  fileprivate var isDriven: Bool {
    commandedAmplitude > .zero || drive > Engine.energisedCurrent
  }
}
