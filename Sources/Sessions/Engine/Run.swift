// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// One program being run: where it is, and what it may still use.
struct Run: Sendable, BitwiseCopyable {
  enum Mode: UInt8, Sendable, BitwiseCopyable {
    case none
    case arming
    case driving
    case moving
    case asking
    case paused
    /// A halt is under way; what follows is in the halt.
    case halting
  }

  var program: ProgramView?
  /// Bit n is actuator n: those that the program drives anywhere.
  var actuatorMask: UInt8 = 1
  /// Setpoints sent, for whose turn it is.
  var turns: UInt32 = 0
  var mode = Mode.none
  var index: Int32 = 0
  var segment: Int32 = 0
  var stepElapsed = Interval.zero
  var elapsed = Interval.zero
  var remaining = Interval.zero
  var energised = Interval.zero
  var segmentEnergised = Interval.zero
  var unreported = Interval.zero
  var creditSegment: Int32 = -1
  var credit = Interval.zero
  var factor: Float = 1
  var starvedSince: Instant?
  var modeBegan = Instant.zero
  var armAttempts: UInt8 = 0
  var armID: UInt32 = 0
  var armEnd: UInt32 = 0
  var isArmed = false
  /// Granted by what was measured and not by an answer.
  var isArmPresumed = false
  /// The segment of the newest arm, which pays for what is driven until the next one.
  var armedSegment: Int32 = 0
  var floor = EnergisedFloor()
  /// When the last setpoint that drives was sent.
  var lastDriven: Instant?
  var liftedSince: Instant?
  /// When the device acknowledged the arm, in its own clock.
  var armedDevice: UInt32 = 0
  var endReason = EndReason.none
  var contactLostAt: Instant?
  var contactBackAt: Instant?
  var goOn = false
  /// To the question at hand.
  var answer: UInt8?
  /// The last one reported, 0…10.
  var pain: UInt8?
  /// The newest of a live stream, of each actuator.
  var setpoints = InlineArray<2, LiveSetpoint?>(repeating: nil)
  var leaseUntil = Instant.zero
  var lastSample = Instant.zero
  var lastSetpoint = Instant.zero

  mutating func enter(_ mode: Mode, at now: Instant) {
    self.mode = mode
    modeBegan = now
    starvedSince = nil
    armAttempts = 0
    contactLostAt = nil
    contactBackAt = nil
    goOn = false
    answer = nil
  }

  /// Whether the program drives this actuator anywhere.
  func covers(_ actuator: Int) -> Bool { actuatorMask >> UInt8(actuator) & 1 != 0 }

  /// Granted and not used, of the segment under treatment.
  var creditLeft: Interval {
    creditSegment == segment ? credit - segmentEnergised : .zero
  }
}
