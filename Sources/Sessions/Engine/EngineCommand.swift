// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What the control plane asks of an engine.
///
/// Stop is not among them: it has a slot of its own in
/// `EngineInbox`, so that no queue is ever in front of it.
public enum EngineCommand: Sendable, BitwiseCopyable {
  /// Greets whatever is at the other end of the link; also the way out of quarantine.
  case linkUp
  /// The link is gone: nothing can be sent.
  case linkDown
  /// Runs a program from its first step, with amplitudes multiplied by `factor` (0…1).
  case run(ProgramView, session: UInt32, factor: Float)
  /// Ramps to zero and disarms; the program keeps its place.
  case pause
  /// Arms again and ramps from zero, from where `pause` left the program.
  case resume
  /// Ends the session with a ramp and a disarm, without a latch.
  case finish(EndReason)
  /// Multiplies the program's amplitudes, 0…1; rises pass through the slew limiter.
  case factor(Float)
  /// The person has moved the head.
  case goOn
  /// What a `live` step drives from now on; the newest wins.
  case setpoint(LiveSetpoint)
  /// The number the person gave to the question at hand, 0…10; a report of pain as well.
  case answer(UInt8)
  /// How much it hurts, 0…10.
  case pain(UInt8)
  /// The right to move lasts until this host instant; without a later one the engine stops by
  /// itself, whether or not the control plane still runs.
  case lease(until: Instant)
  /// Energised time granted to one segment of the running program in total, not in addition.
  case credit(segment: Int32, total: Interval)
  /// Clears one latch by number and cause.
  case clear(latch: UInt16, cause: LatchCause)
}

/// Why a session ended.
public enum EndReason: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case none = 0
  case completed = 1
  /// A stop from a client.
  case stopped = 2
  case leaseExpired = 3
  case clientGone = 4
  case released = 5
  case shutdown = 6
  /// The ledger granted no more energised time, or could not be written.
  case noCredit = 7
  /// Nobody moved the head in time.
  case moveTimedOut = 8
  /// Telemetry older than 300 ms.
  case telemetryStale = 9
  /// The daemon itself did not run for 300 ms or more.
  case hostGap = 10
  /// The device latched: see the latch.
  case deviceLatched = 11
  /// The device disarmed by itself for want of a setpoint in time.
  case deviceSilence = 12
  /// The arm reached its end.
  case armEnded = 13
  /// The device restarted.
  case deviceReset = 14
  case deviceLost = 15
  /// The device said what cannot be true.
  case deviceNonsense = 16
  /// The device refused to arm.
  case armRefused = 17
  /// Arming was not answered.
  case armUnanswered = 18
  /// A segment reached its energised limit.
  case limit = 19
  /// Contact stayed lost.
  case contactLost = 20
  /// Paused for too long.
  case pausedTooLong = 21
  /// The sensor did not follow the drive.
  case sensorFault = 22
  /// The newest setpoint of a live stream expired, or the first one never came.
  case streamSilent = 23
}
