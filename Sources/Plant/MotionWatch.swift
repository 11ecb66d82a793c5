// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head really vibrates, from the plant's truth and not from a sensor.
///
/// Moving is head acceleration above 10 Hz beyond 0.1 g; still is 50 ms without, counted from their
/// beginning.
public struct MotionWatch: Sendable, BitwiseCopyable {
  /// `[C]` The period of 20 Hz, the lowest frequency in use.
  @inlinable static var quiet: Interval { .milliseconds(50) }

  @usableFromInline var moving = false
  @usableFromInline var change = Instant.zero
  @usableFromInline var last = Instant.zero
  @usableFromInline var peak: Float = 0
  @usableFromInline var slow: Float = 0

  public init() {}

  @inlinable public var isMoving: Bool { moving }
  /// When motion began or ended last.
  @inlinable public var changed: Instant { change }
  /// The last moment at which the head moved.
  @inlinable public var lastMotion: Instant { last }

  /// Takes the head's true acceleration at `now`, g.
  @inlinable @inline(__always) public mutating func push(_ acceleration: Float, now: Instant) {
    // A first-order high-pass at 10 Hz: 2π · 10 Hz · 250 µs.
    slow += (acceleration - slow) * 0.0157
    let level = acceleration - slow
    let magnitude = level < 0 ? -level : level
    if magnitude > peak { peak = magnitude }
    if magnitude > 0.1 {
      last = now
      if !moving {
        moving = true
        change = now
      }
    } else if moving, now - last >= Self.quiet {
      moving = false
      change = last
    }
  }

  /// Two heads in one hand: it moves while either does.
  public func joined(with other: MotionWatch) -> MotionWatch {
    var both = self
    both.moving = moving || other.moving
    both.last = max(last, other.last)
    both.peak = max(peak, other.peak)
    if moving == other.moving {
      both.change = moving ? min(change, other.change) : max(change, other.change)
    } else if other.moving {
      both.change = other.change
    }
    return both
  }

  /// Takes out the largest acceleration above 10 Hz since the last time, g.
  public mutating func takePeak() -> Float {
    defer { peak = 0 }
    return peak
  }
}
