// SPDX-License-Identifier: Apache-2.0
public import DeviceCore

/// What the control step acts on and feels through: power stage and sensors, or a plant.
public protocol Body {
  /// Applies what the last step asked for, and reads what the next one is to see.
  mutating func exchange(_ outputs: Outputs, _ inputs: inout Inputs)
}
