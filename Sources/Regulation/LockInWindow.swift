// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a lock-in says about one cycle: peak values against drive phase.
public struct LockInWindow: Sendable, BitwiseCopyable {
  /// g, peak, at the drive frequency; `headSecond` at twice that.
  public var head: Phasor
  public var headSecond: Phasor
  public var housing: Phasor
  public var housingSecond: Phasor
  /// A, peak.
  public var current: Phasor
  public var currentSecond: Phasor
  public var length: Interval
  /// How long before the newest sample the window's centre lies.
  public var age: Interval
  public var samples: Int32
  /// How many head samples were at the end of the sensor's range.
  public var clipped: Int32
}

/// A lock-in window as the regulator needs it, on the clock of whoever runs the regulator.
public struct LockInValue: Sendable, BitwiseCopyable {
  public var frequency: Hertz
  /// g, peak, against drive phase.
  public var head: Phasor
  public var housing: Phasor
  /// A, peak.
  public var current: Phasor
  /// The preload estimate, where there is a sensor for it.
  public var force: Force?
  /// The moment in the middle of the window.
  public var centre: Instant
  /// How old that middle was when the value was handed over.
  public var age: Interval
  public var clipped: Bool

  public init(
    frequency: Hertz, head: Phasor, housing: Phasor, current: Phasor, force: Force?,
    centre: Instant, age: Interval, clipped: Bool
  ) {
    self.frequency = frequency
    self.head = head
    self.housing = housing
    self.current = current
    self.force = force
    self.centre = centre
    self.age = age
    self.clipped = clipped
  }
}
