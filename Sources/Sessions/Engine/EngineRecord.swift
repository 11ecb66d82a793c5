// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What the engine tells the control plane, in order, through a bounded queue.
public enum EngineRecord: Sendable, BitwiseCopyable {
  /// The session's phase has changed.
  case phase(EnginePhase, step: Int32, at: Instant)
  /// What is delivered, ten times a second while a session runs.
  case sample(DeliverySample)
  /// Energised time since the last record of the same segment.
  case energised(segment: Int32, delta: Interval)
  /// How a stop or an end came to rest.
  case standstill(StandstillResult)
  /// A command to the device has its result.
  case command(CommandKind, CommandResult)
  /// The device reported something.
  case event(Event)
  /// A latch formed or is known anew.
  case latched(number: UInt16, cause: UInt8)
  /// The device introduced itself; a boot ID other than the last one means that it restarted.
  case identified(bootID: UInt32, resetCause: ResetCause)
  /// Nothing this device says is believed any more.
  case quarantined(QuarantineReason)
  /// The session is over.
  case ended(session: UInt32, reason: EndReason, at: Instant)
  /// The engine holds no pointer into this program any more.
  case released(program: UInt32)
}

/// A point of the delivered curve.
public struct DeliverySample: Hashable, Sendable, BitwiseCopyable {
  public var at: Instant
  public var segment: Int32
  public var step: Int32
  /// In this session so far.
  public var energised: Interval
  public var first: DeliveredActuator
  /// Where the device has a second actuator.
  public var second: DeliveredActuator?
}

/// What one actuator delivers at a point of the curve.
public struct DeliveredActuator: Hashable, Sendable, BitwiseCopyable {
  public var commandedFrequency: Hertz
  /// Peak to peak, after every limit.
  public var commandedAmplitude: Displacement
  public var measuredFrequency: Hertz
  /// Peak to peak, from the head's accelerometer.
  public var measuredAmplitude: Displacement
  /// Peak, of the head.
  public var acceleration: Acceleration
  /// Peak, of the housing: what the hand gets.
  public var housingAcceleration: Acceleration
  public var drive: Current
  public var contactForce: Force
  public var limiter: EngineLimiter

  init(_ status: ActuatorStatus) {
    commandedFrequency = status.commandedFrequency
    commandedAmplitude = status.commandedAmplitude
    measuredFrequency = status.measuredFrequency
    measuredAmplitude = status.measuredAmplitude
    acceleration = status.acceleration
    housingAcceleration = status.housingAcceleration
    drive = status.measuredDrive
    contactForce = status.contactForce
    limiter = status.limiter
  }
}

/// How motion came to rest after a stop, a pause or the end.
public struct StandstillResult: Hashable, Sendable, BitwiseCopyable {
  public enum Outcome: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// Nothing to wait for.
    case none = 0
    case waiting = 1
    case confirmed = 2
    /// Not within 1 s: take it off the body and unplug it.
    case unconfirmed = 3
  }
  public var outcome: Outcome
  /// From the host's decision to the start of the quiet period, as the device measured it.
  public var ended: Interval
  /// From the host's decision to the device's report of 100 ms of quiet.
  public var confirmed: Interval

  public init(outcome: Outcome, ended: Interval, confirmed: Interval) {
    self.outcome = outcome
    self.ended = ended
    self.confirmed = confirmed
  }

  public static var none: StandstillResult {
    StandstillResult(outcome: .none, ended: .zero, confirmed: .zero)
  }
}

/// The commands whose answer is waited for.
public enum CommandKind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case hello = 1
  case arm = 2
  case disarm = 3
  case clear = 4
  case rates = 5
}

/// A command to a device has three results.
public enum CommandResult: Hashable, Sendable, BitwiseCopyable {
  case acknowledged
  /// The device refused, and said why.
  case failed(Answer.Result)
  /// No answer: it may or may not have happened. Resolved before the next command.
  case uncertain
  /// An uncertain command was resolved by asking the device: whether it had happened.
  case resolved(happened: Bool)
}

/// Why a device's word is not taken any more.
public enum QuarantineReason: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case none = 0
  /// Its protocol's major version is not ours.
  case version = 1
  /// Its identity names impossible actuators or none.
  case identity = 2
  /// Its clock ran backwards or leapt.
  case clock = 3
  /// Its measurements contradict each other or physics.
  case measurement = 4
  /// Its state contradicts what it answered.
  case state = 5
  /// Its identity has another serial number than its USB descriptor.
  case serialNumber = 6
}
