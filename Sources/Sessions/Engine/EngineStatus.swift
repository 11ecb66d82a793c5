// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// How far the conversation with the device is.
public enum Conversation: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case absent = 0
  /// Greeting, asking for identity, clock and rates.
  case identifying = 1
  case ready = 2
  /// Talking nonsense: stopped, and not listened to until the link comes up anew.
  case quarantined = 3
}

/// Where the session is; `stopping` lasts until standstill is reported or has failed to be.
public enum EnginePhase: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case idle = 0
  case arming = 1
  case running = 2
  case lifted = 3
  case moving = 4
  case resting = 5
  case paused = 6
  case stopping = 7
  /// Ended by a stop; latched.
  case stopped = 8
  /// Ended as planned.
  case ended = 9
  /// Ended by something nobody asked for.
  case interrupted = 10
  /// The person is asked for a number.
  case asking = 11
}

/// What shapes the output now: the tightest of the limits that bind.
public enum EngineLimiter: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// The program's own value is delivered.
  case none = 0
  case slew = 1
  /// The segment's amplitude.
  case amplitude = 2
  /// The segment's peak acceleration.
  case acceleration = 3
  /// Somebody softened.
  case softened = 4
  case credit = 5
  case driveCap = 6
  /// What the tissue lets pass without losing contact.
  case holdContact = 7
  case lifted = 8
  case derating = 9
  /// No fresh measurement: the regulator holds.
  case frozen = 10
  case deviceGuard = 11
  case frequency = 13
  /// The contact force is beyond the step's limit.
  case force = 14
  /// The person has reported pain.
  case pain = 15
}

/// Everything there is to see of one device at one tick, as plain bytes.
public struct EngineStatus: Sendable, BitwiseCopyable {
  public var now = Instant.zero
  public var ticks: UInt64 = 0
  public var conversation = Conversation.absent
  public var quarantine = QuarantineReason.none
  public var identity: Identity?
  /// The first `actuatorCount` of them are there.
  public var actuators = InlineArray<2, ActuatorStatus>(repeating: ActuatorStatus())
  /// Those that are watched and may be driven; `identity` tells how many the device has.
  public var actuatorCount = 1
  public var phase = EnginePhase.idle
  /// The session this is about, 0 before the first.
  public var session: UInt32 = 0
  /// The image the engine holds a view of, 0 for none.
  public var program: UInt32 = 0
  public var reason = EndReason.none
  public var step: Int32 = 0
  public var steps: Int32 = 0
  public var segment: Int32 = 0
  /// The person is asked to move the head.
  public var awaitsMove = false
  /// The last pain that was reported in this session, or in the last one, 0…10.
  public var pain: UInt8?
  /// Since the first step began, pauses and waits left out.
  public var elapsed = Interval.zero
  /// By the program, from here, waits left out.
  public var remaining = Interval.zero
  /// Measured, in this session.
  public var energised = Interval.zero
  /// Measured, in this segment.
  public var segmentEnergised = Interval.zero
  /// Granted to this segment in total.
  public var segmentCredit = Interval.zero
  /// Factor of soften and stronger.
  public var factor: Float = 1
  /// Temperatures that the device does not know, or has not told yet, are not numbers.
  public var head = Temperature(celsius: .nan)
  public var housing = Temperature(celsius: .nan)
  public var winding = Temperature(celsius: .nan)
  /// 255 when there is none.
  public var batteryPercent: UInt8 = 255
  public var supplyMillivolts: UInt16 = 0
  public var deviceState = DeviceState.selfTest
  /// Bits as in `LatchCause.mask`.
  public var latches: UInt16 = 0
  /// Number of the newest latch, 0 for none.
  public var newestLatch: UInt16 = 0
  /// Its cause as on the wire, 0 for none or not known yet.
  public var newestLatchCause: UInt8 = 0
  /// Of the actuator whose measurement is oldest.
  public var telemetryAge = Interval.zero
  public var clockKnown = false
  public var roundTrip = Interval.zero
  public var standstill = StandstillResult.none
  public var uncertain: CommandKind?
  /// The device's arm as far as the engine knows, 0 for none.
  public var armID: UInt32 = 0
  public var telemetryPeriodMilliseconds: UInt8 = 0
  public var setpointPeriodMilliseconds: UInt8 = 0
  /// Ticks that came 300 ms or more after the one before.
  public var hostGaps: UInt32 = 0
  public var deviceEnergised = Interval.zero

  public init() {}

  /// Whether a session is under way.
  public var isActive: Bool {
    switch phase {
    case .arming, .running, .lifted, .moving, .resting, .paused, .stopping, .asking: true
    case .idle, .stopped, .ended, .interrupted: false
    }
  }
}

extension EngineStatus {
  /// What every actuator that may be driven can do.
  ///
  /// Nil before the device has said it, or where nothing is common to all.
  public var bounds: Bounds? {
    guard var common = actuators[0].identity?.bounds else { return nil }
    for index in 1..<max(1, actuatorCount) {
      guard let other = actuators[index].identity?.bounds,
        let both = common.intersection(other)
      else { return nil }
      common = both
    }
    return common
  }
}

// The first actuator, which every device has, by itself.
extension EngineStatus {
  @inlinable public var actuator: ActuatorIdentity? { actuators[0].identity }
  @inlinable public var commandedFrequency: Hertz { actuators[0].commandedFrequency }
  /// Peak to peak, after every limit of the host.
  @inlinable public var commandedAmplitude: Displacement { actuators[0].commandedAmplitude }
  /// What the program asks now, before the limits; peak to peak.
  @inlinable public var programAmplitude: Displacement { actuators[0].programAmplitude }
  @inlinable public var commandedDrive: Current { actuators[0].commandedDrive }
  @inlinable public var measuredFrequency: Hertz { actuators[0].measuredFrequency }
  /// Peak to peak.
  @inlinable public var measuredAmplitude: Displacement { actuators[0].measuredAmplitude }
  /// Peak, of the head at the driven frequency.
  @inlinable public var acceleration: Acceleration { actuators[0].acceleration }
  @inlinable public var housingAcceleration: Acceleration { actuators[0].housingAcceleration }
  @inlinable public var measuredDrive: Current { actuators[0].measuredDrive }
  @inlinable public var contactForce: Force { actuators[0].contactForce }
  @inlinable public var contact: Bool { actuators[0].contact }
  @inlinable public var limiter: EngineLimiter { actuators[0].limiter }
}
