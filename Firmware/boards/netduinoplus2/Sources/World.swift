// SPDX-License-Identifier: Apache-2.0
import CBoard
import Coupling
import DeviceCore
import Plant
import Quantities

/// What the emulator does not model: actuator, hand and body, stepped by the tick.
///
/// It lives where a reset of the controller leaves it alone, as a real head does: it goes on moving
/// until it has come to rest.
struct World: BitwiseCopyable {
  private static var whole: UInt32 { 0x776F_726C }
  private var seal = World.whole
  private(set) var plant = Plant(parameters: .reference(load: .normal), seed: 1)
  private(set) var motion = MotionWatch()
  /// Control periods since power came.
  private(set) var steps: UInt32 = 0
  /// The step at which the last order was given.
  private(set) var caused: UInt32 = 0
  var drive = PlantDrive.brake
  private(set) var inputs = Inputs()
  private var isForceStuck = false
  private var buttonUntil: UInt32 = 0
  private var stopButtonUntil: UInt32 = 0

  /// The world as the last boot left it, or a new one.
  @unsafe static func resumed(in place: UnsafeMutableRawPointer, anew: Bool)
    -> UnsafeMutablePointer<World>
  {
    let memory = unsafe place.assumingMemoryBound(to: World.self)
    if unsafe anew || memory.pointee.seal != whole { unsafe memory.initialize(to: World()) }
    unsafe memory.pointee.drive = .brake
    return unsafe memory
  }

  /// One control period.
  mutating func advance(powered: Bool) {
    steps &+= 1
    plant.powered = powered
    let readings = plant.step(drive: powered ? drive : .brake)
    motion.push(plant.headAcceleration.g, now: Instant(nanoseconds: UInt64(steps) * 250_000))
    let force = inputs.actuators[0].contactForce
    inputs.take(readings)
    if isForceStuck { inputs.actuators[0].contactForce = force }
    inputs.button = steps < buttonUntil
    inputs.stopButton = steps < stopButtonUntil
  }

  /// Notes that what follows has its cause now.
  mutating func mark() { caused = steps }

  mutating func obey(_ order: WorldOrder, _ value: Float) {
    mark()
    switch order {
    case .stuck: plant.driveFault = .oscillating(Current(amperes: value), Hertz(hertz: 45))
    case .stuckDirect: plant.driveFault = .stuck(Current(amperes: value))
    case .hot: plant.heat(winding: Temperature(celsius: value))
    case .hotHead: heat(head: value)
    case .hotHousing: heat(housing: value)
    case .sensorDead: plant.headFault = .dead
    case .sensorSaturated: plant.headFault = .saturated
    case .housingDead: plant.housingFault = .dead
    case .forceStuck: isForceStuck = true
    case .lowBattery: plant.setBattery(value / 100)
    case .lift: plant.lift(over: .milliseconds(Int64(value)))
    case .press: plant.press(Force(newtons: value))
    case .setDown: plant.setDown()
    case .button: buttonUntil = steps &+ UInt32(value) * 4
    case .stopButton: stopButtonUntil = steps &+ UInt32(value) * 4
    case .heal:
      isForceStuck = false
      plant.driveFault = .none
      plant.headFault = .none
      plant.housingFault = .none
    }
  }

  private mutating func heat(head: Float? = nil, housing: Float? = nil) {
    let winding = plant.truth.winding
    plant.heat(
      winding: winding, housing: housing.map { Temperature(celsius: $0) },
      head: head.map { Temperature(celsius: $0) })
  }
}
