// SPDX-License-Identifier: Apache-2.0

/// A moment on one monotonic clock, in nanoseconds since that clock's start.
///
/// Which clock is a matter of the owner: a device's own, the host's `CLOCK_BOOTTIME`, or a virtual
/// one. Moments of different clocks are never compared.
@frozen public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var nanoseconds: UInt64

  @inlinable public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }
  @inlinable public init(microseconds: UInt64) { nanoseconds = microseconds &* 1000 }
  @inlinable public init(milliseconds: UInt64) { nanoseconds = milliseconds &* 1_000_000 }

  @inlinable public static var zero: Instant { Instant(nanoseconds: 0) }
  @inlinable public static var distantFuture: Instant { Instant(nanoseconds: .max / 2) }

  /// Whole milliseconds, as the wire carries device clocks: the low 32 bits.
  @inlinable public var wireMilliseconds: UInt32 {
    UInt32(truncatingIfNeeded: nanoseconds / 1_000_000)
  }

  @inlinable public static func == (a: Instant, b: Instant) -> Bool {
    a.nanoseconds == b.nanoseconds
  }
  @inlinable public static func < (a: Instant, b: Instant) -> Bool {
    a.nanoseconds < b.nanoseconds
  }
  @inlinable public static func + (a: Instant, b: Interval) -> Instant {
    Instant(nanoseconds: UInt64(bitPattern: Int64(bitPattern: a.nanoseconds) &+ b.nanoseconds))
  }
  @inlinable public static func - (a: Instant, b: Interval) -> Instant {
    Instant(nanoseconds: UInt64(bitPattern: Int64(bitPattern: a.nanoseconds) &- b.nanoseconds))
  }
  @inlinable public static func - (a: Instant, b: Instant) -> Interval {
    Interval(nanoseconds: Int64(bitPattern: a.nanoseconds &- b.nanoseconds))
  }
}

/// A length of time, in nanoseconds; negative when it points back.
@frozen public struct Interval: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
  @inlinable public static func nanoseconds(_ n: Int64) -> Interval { Interval(nanoseconds: n) }
  @inlinable public static func microseconds(_ n: Int64) -> Interval {
    Interval(nanoseconds: n &* 1000)
  }
  @inlinable public static func milliseconds(_ n: Int64) -> Interval {
    Interval(nanoseconds: n &* 1_000_000)
  }
  @inlinable public static func seconds(_ n: Int64) -> Interval {
    Interval(nanoseconds: n &* 1_000_000_000)
  }
  /// Rounds to the nearest nanosecond that a `Float` of seconds can name.
  @inlinable public static func seconds(_ s: Float) -> Interval {
    Interval(nanoseconds: Int64(s * 1e9))
  }
  @inlinable public static var zero: Interval { Interval(nanoseconds: 0) }

  @inlinable public var milliseconds: Int64 { nanoseconds / 1_000_000 }
  @inlinable public var microseconds: Int64 { nanoseconds / 1000 }
  @inlinable public var seconds: Float { Float(nanoseconds) * 1e-9 }

  @inlinable public static func == (a: Interval, b: Interval) -> Bool {
    a.nanoseconds == b.nanoseconds
  }
  @inlinable public static func < (a: Interval, b: Interval) -> Bool {
    a.nanoseconds < b.nanoseconds
  }
  @inlinable public static func + (a: Interval, b: Interval) -> Interval {
    Interval(nanoseconds: a.nanoseconds &+ b.nanoseconds)
  }
  @inlinable public static func - (a: Interval, b: Interval) -> Interval {
    Interval(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }
  @inlinable public static func * (a: Interval, n: Int64) -> Interval {
    Interval(nanoseconds: a.nanoseconds &* n)
  }
}
