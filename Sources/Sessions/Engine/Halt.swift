// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// One coming to rest: asked for again and again until the device reports standstill.
struct Halt: Sendable, BitwiseCopyable {
  /// What follows standstill.
  enum After: UInt8, Sendable, BitwiseCopyable {
    case pause
    case nextSegment
    case move
    case end
  }
  enum Lane: UInt8, Sendable, BitwiseCopyable {
    /// Ends the arm; nothing is latched.
    case disarm
    /// Latches.
    case stop
  }

  static var repeatEvery: Interval { .milliseconds(20) }
  static var repeatUnconfirmedEvery: Interval { .milliseconds(100) }

  private(set) var isActive = false
  private(set) var lane = Lane.disarm
  private(set) var after = After.end
  /// The host's decision.
  private(set) var began = Instant.zero
  /// The decision in the device's clock; meaningful when `clockKnown`.
  private(set) var beganDevice: UInt32 = 0
  private(set) var clockKnown = false
  private(set) var laneBegan = Instant.zero
  var lastSent: Instant?
  var lastDisowned = Instant.zero
  private(set) var stopID: UInt16 = 0
  private(set) var stopReason = StopReason.user
  /// Said aloud already; the lane goes on until the device confirms.
  var isUnconfirmed = false

  mutating func begin(
    _ lane: Lane, after: After, reason: StopReason, stopID: UInt16, at now: Instant,
    device: UInt32?
  ) {
    // A halt under way keeps its beginning, so that what is measured is the whole wait.
    if !isActive || isUnconfirmed {
      began = now
      beganDevice = device ?? 0
      clockKnown = device != nil
    }
    isActive = true
    isUnconfirmed = false
    self.lane = lane
    self.after = after
    self.stopID = stopID
    stopReason = reason
    laneBegan = now
    lastSent = nil
  }

  /// A stop is under way that the device may still confirm by its own time.
  var isStopping: Bool { isActive && lane == .stop && !isUnconfirmed }

  /// The same stop under another identifier, which is another one to the device.
  mutating func renumber(_ stopID: UInt16) {
    self.stopID = stopID
    lastSent = nil
  }

  mutating func finish() { isActive = false }

  mutating func redirect(to after: After) { self.after = after }

  func isDue(at now: Instant) -> Bool {
    guard let lastSent else { return true }
    return now - lastSent >= (isUnconfirmed ? Self.repeatUnconfirmedEvery : Self.repeatEvery)
  }

  func isOverdue(at now: Instant) -> Bool {
    !isUnconfirmed && now - laneBegan >= Limits.standstillWithin
  }
}
