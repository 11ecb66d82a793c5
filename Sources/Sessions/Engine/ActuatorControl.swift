// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// One actuator as the engine drives and watches it.
struct ActuatorControl: Sendable, BitwiseCopyable {
  var model = ActuatorModel.reference
  var regulator = AmplitudeRegulator(model: ActuatorModel.reference)
  var slew = SlewLimiter()
  var watch = TelemetryWatch()
  /// The newest lock-in value of this tick, for at most one step of the regulator.
  var freshValue: LockInValue?

  /// From zero in everything.
  mutating func rest() {
    slew.reset()
    regulator.reset()
  }

  /// Takes up the physics that a device declares.
  mutating func know(_ identity: ActuatorIdentity) {
    model = ActuatorModel(identity)
    regulator = AmplitudeRegulator(model: model)
  }
}

extension Engine {
  /// Actuators that one engine drives at most; a device may have more.
  public static var actuatorsMost: Int { 2 }

  /// Those of the device that are watched, and driven where a program does.
  @inline(__always) var indices: Range<Int> { 0..<actuatorCount }

  /// How old the oldest measurement of any actuator is.
  mutating func telemetryAge() -> Interval {
    var age = Interval.zero
    for index in indices { age = max(age, controls[index].watch.age(at: now)) }
    return age
  }

  /// The oldest of the actuators' newest measurements; nil until all have told.
  mutating func measuredAt() -> Instant? {
    var oldest = Instant.distantFuture
    for index in indices {
      guard controls[index].watch.hasTelemetry else { return nil }
      oldest = min(oldest, controls[index].watch.measuredAt)
    }
    return oldest
  }

  /// Whether every head that the program drives touches.
  mutating func isTouching() -> Bool {
    for index in indices where run.covers(index) && !status.actuators[index].contact {
      return false
    }
    return true
  }

  /// What an armed device is, of which each actuator tells its own part.
  mutating func combined(_ told: DeviceState) -> DeviceState {
    guard told.isArmed else { return told }
    var isRunning = false
    for index in indices where controls[index].watch.hasTelemetry {
      switch controls[index].watch.latest.state {
      case .lifted: return .lifted
      case .running: isRunning = true
      case .selfTest, .idle, .armed, .ramping, .braking, .latched: break
      }
    }
    return isRunning ? .running : .armed
  }
}

extension DeviceState {
  /// An arm is in force.
  var isArmed: Bool {
    switch self {
    case .armed, .running, .lifted: true
    case .selfTest, .idle, .ramping, .braking, .latched: false
    }
  }
}
