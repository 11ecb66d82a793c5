// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Exposure points of one operator's hand, summed exactly.
///
/// A millisecond of gentle vibration is 1e-8 points, which a `Float` near 100 would swallow; the
/// sum is therefore an integer of 1e-12 points.
public struct HandDose: Hashable, Sendable, BitwiseCopyable {
  public private(set) var picopoints: UInt64

  public init(picopoints: UInt64 = 0) { self.picopoints = picopoints }

  public var points: Float { Float(picopoints) * 1e-12 }

  /// Adds `weightedRMS` (m/s², W_h-weighted) held for `duration`; anything that is not a positive
  /// number counts as the greatest that a sensor can read, never as nothing.
  public mutating func add(
    _ weightedRMS: HandWeighting.MetersPerSecondSquared, over duration: Interval
  ) {
    guard duration > .zero else { return }
    let worst: Float = 160
    let level = weightedRMS >= 0 && weightedRMS < worst ? weightedRMS : worst
    // 2·a²·h points: per nanosecond 2·a²/3.6e12 points, that is a²·0.5556 picopoints.
    let added = level * level * 0.5555556 * Float(min(duration, .seconds(Int64(86400))).nanoseconds)
    let whole = UInt64(added)
    let (sum, overflow) = picopoints.addingReportingOverflow(whole)
    picopoints = overflow ? .max : sum
  }

  /// How a day's sum stands against the limits.
  public var standing: Standing {
    if points >= Limits.handPointsRefuse { return .refuse }
    return points >= Limits.handPointsWarn ? .warn : .fine
  }

  public enum Standing: UInt8, Hashable, Sendable, BitwiseCopyable {
    case fine = 0
    case warn = 1
    case refuse = 2
  }
}
