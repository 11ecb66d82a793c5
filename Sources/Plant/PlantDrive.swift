// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the power stage does with the coil.
public enum PlantDrive: Hashable, Sendable, BitwiseCopyable {
  /// A commanded current, positive toward the tissue.
  case current(Current)
  /// Both ends of the coil joined: the head's own motion brakes it.
  case brake
  /// Coil disconnected: it rings freely.
  case open
}

/// A defect of the power stage.
public enum DriveFault: Hashable, Sendable, BitwiseCopyable {
  case none
  /// The stage delivers this current, whatever it is told.
  case stuck(Current)
  /// The stage keeps delivering this peak current at this frequency.
  case oscillating(Current, Hertz)
}

/// A defect of one sensor.
public enum SensorFault: Hashable, Sendable, BitwiseCopyable {
  case none
  /// Reads exactly nothing.
  case dead
  /// Reads the end of its range.
  case saturated
}
