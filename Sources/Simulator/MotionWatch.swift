// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head really vibrates, from the plant's truth and not from a sensor.
///
/// Moving is head acceleration above 10 Hz beyond 0.1 g; still is 50 ms without, counted from their
/// beginning.
public struct MotionWatch: Sendable, BitwiseCopyable {
  /// `[C]` The period of 20 Hz, the lowest frequency in use.
  static var quiet: Interval { .milliseconds(50) }

  public private(set) var isMoving = false
  /// When motion began or ended last.
  public private(set) var changed = Instant.zero
  /// The last moment at which the head moved.
  public private(set) var lastMotion = Instant.zero
  /// The largest acceleration above 10 Hz since it was last asked for, g.
  private var peak: Float = 0
  private var slow: Float = 0

  @inline(__always) mutating func push(_ acceleration: Float, now: Instant) {
    // A first-order high-pass at 10 Hz: 2π · 10 Hz · 250 µs.
    slow += (acceleration - slow) * 0.0157
    let level = acceleration - slow
    let magnitude = level < 0 ? -level : level
    if magnitude > peak { peak = magnitude }
    if magnitude > 0.1 {
      lastMotion = now
      if !isMoving {
        isMoving = true
        changed = now
      }
    } else if isMoving, now - lastMotion >= Self.quiet {
      isMoving = false
      changed = lastMotion
    }
  }

  /// Takes out the largest acceleration above 10 Hz since the last time, g.
  mutating func takePeak() -> Float {
    defer { peak = 0 }
    return peak
  }
}
