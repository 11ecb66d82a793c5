// SPDX-License-Identifier: Apache-2.0

/// Which side of a `Bounds` holds the amplitude down at one frequency.
public enum BoundsLimit: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// The frequency lies outside the band: nothing is allowed.
  case band = 0
  /// The box's own greatest amplitude.
  case amplitude = 1
  /// The peak acceleration cap.
  case acceleration = 2
}
