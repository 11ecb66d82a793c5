// SPDX-License-Identifier: Apache-2.0
import Quantities
import Randomness

/// A voice-coil massager in a hand on tissue: mechanics, coil, heat, battery and sensors.
///
/// Four masses on one axis (head, housing, hand, trapped tissue), each measured from its static
/// equilibrium under the preload; the suspension and the unilateral contact know the static part.
/// One step is 250 µs. Everything follows from the parameters, the seed and what is done to it.
public struct Plant: Sendable, BitwiseCopyable {
  /// The length of one step.
  public static var stepInterval: Interval { .microseconds(250) }
  @inlinable static var stepSeconds: Float { 250e-6 }

  public let parameters: PlantParameters
  public var headFault = SensorFault.none
  public var housingFault = SensorFault.none
  public var forceFault = SensorFault.none
  public var driveFault = DriveFault.none
  /// The second switch: when open, no current flows from the supply, stuck drive or not.
  public var powered = true
  public var ambient: Temperature

  @usableFromInline let constants: PlantConstants
  @usableFromInline var motion = MotionState()
  @usableFromInline var coil: CoilState
  @usableFromInline var press: PressState
  @usableFromInline var heat: HeatState
  @usableFromInline var cell: BatteryState
  @usableFromInline var random: SplitMix64
  @usableFromInline var preloadGain: Float
  @usableFromInline var preloadOffset: Float
  @usableFromInline var preloadEstimate: Float
  @usableFromInline var slowCountdown: Int32 = 0

  public init(parameters: PlantParameters, seed: UInt64) {
    self.parameters = parameters
    random = SplitMix64(seed: seed)
    preloadGain = 1 + parameters.sensors.preloadGainError * random.nextSymmetric()
    preloadOffset = parameters.sensors.preloadOffset.newtons * random.nextSymmetric()
    ambient = parameters.heat.ambient
    constants = PlantConstants(parameters)
    coil = CoilState(parameters)
    press = PressState(parameters)
    heat = HeatState(ambient: parameters.heat.ambient)
    cell = BatteryState(charge: parameters.battery.charge)
    preloadEstimate = press.force
    press.updateContact(parameters)
    motion.contactForce = press.force
    motion.tremorSine = random.nextSymmetric()
    motion.tremorCosine = PortableMath.squareRoot(1 - motion.tremorSine * motion.tremorSine)
    slowUpdate()
  }

  /// What is really there.
  public var truth: PlantTruth {
    PlantTruth(
      headMeters: motion.head,
      headAcceleration: Acceleration(g: motion.headAcceleration / Motion.standardGravity),
      housingAcceleration: Acceleration(g: motion.housingAcceleration / Motion.standardGravity),
      contactForce: Force(newtons: motion.contactForce), preload: Force(newtons: press.force),
      strokeMeters: motion.head - motion.housing - press.staticDeflection,
      current: Current(amperes: coil.current), winding: Temperature(celsius: heat.winding),
      housingTemperature: Temperature(celsius: heat.housing),
      headTemperature: Temperature(celsius: heat.head), battery: cell.charge)
  }

  /// The head's true acceleration, the mean over the last step.
  @inlinable public var headAcceleration: Acceleration {
    Acceleration(g: motion.headAcceleration * (1 / Motion.standardGravity))
  }

  /// Advances by 250 µs under `drive` and reads the sensors.
  ///
  /// Inlined with all it does on every step: then the readings stay in registers, where a call would
  /// write them one by one and the caller wait for all of them before it could copy them.
  @inlinable @inline(__always)
  public mutating func step(drive: PlantDrive) -> SensorReadings {
    if press.isMoving { movePress() }
    advanceMechanics(drive)
    slowCountdown &-= 1
    if slowCountdown <= 0 { slowUpdate() }
    return readSensors()
  }

  @usableFromInline mutating func movePress() { press.advance(parameters) }
}
