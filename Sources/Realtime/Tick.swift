// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// One turn of the tick thread, as its body sees it.
public struct Tick: Sendable, BitwiseCopyable {
  /// A gap this long between two ticks interrupts a session: the program was stopped, the machine
  /// suspended, or a debugger held it.
  ///
  /// `[C]` within the 300 ms a setpoint may live.
  public static var hostGap: Interval { .milliseconds(300) }

  /// Counts ticks that ran, from 0.
  public var index: UInt64
  /// The host clock when the tick began.
  public var now: Instant
  /// How long after its deadline the tick began.
  public var late: Interval
  /// Deadlines that passed without a tick since the one before.
  ///
  /// Never made up for.
  public var missed: UInt64
  /// Time since the tick before by the host clock when that is `hostGap` or more, else zero.
  public var gap: Interval

  public init(index: UInt64, now: Instant, late: Interval, missed: UInt64, gap: Interval) {
    self.index = index
    self.now = now
    self.late = late
    self.missed = missed
    self.gap = gap
  }
}

/// What a tick thread runs.
///
/// No allocation, lock, log or I/O that can wait.
public protocol TickBody: ~Copyable {
  mutating func tick(_ tick: Tick)
}
