// SPDX-License-Identifier: Apache-2.0
public import Controller
public import DeviceCore
import Parts
import Quantities
public import Registers
import STM32F405

/// The real power stage and the real sensors, for the control step.
public struct CoilAndSensors<Bus: RegisterBus>: Body {
  private let hardware: Hardware<Bus>
  private let force: ForceScale
  private var loop: CurrentLoop
  private var headGravity = Gravity()
  private var housingGravity = Gravity()
  /// Across the coil during the period that just ended.
  private var voltage = Voltage.zero
  private var pumpIsHigh = false
  /// The series switch is closed and the main output enabled.
  public private(set) var isPowered = false
  /// The bridge broke: until the power has been away it stays braked, and the device finds that its
  /// drive does not obey.
  public private(set) var isBroken = false
  private var restedCell = Voltage(volts: 0)
  private var turn = 0

  public init(hardware: Hardware<Bus>, force: ForceScale) {
    self.hardware = hardware
    self.force = force
    // The coil of control.md §1: 3 Ω, and 0.6 mH for a pole at 800 Hz.
    loop = CurrentLoop(ohms: 3, henries: 0.0006, radiansPerSecond: 1400, seconds: 0.00025)
  }

  public mutating func exchange(_ outputs: Outputs, _ inputs: inout Inputs) {
    let (first, second) = hardware.analog.take()
    let current = Scales.current(first[0], zero: second[0])
    let pack = Scales.pack(first[1])
    inputs.actuators[0].current = current
    inputs.actuators[0].voltage = voltage
    drive(outputs, measured: current, pack: pack)
    inputs.actuators[0].head = headGravity.remove(
      from: IIS3DWB.acceleration(hardware.head.finish()))
    inputs.actuators[0].housing = housingGravity.remove(
      from: IIS3DWB.acceleration(hardware.housing.finish()))
    inputs.actuators[0].contactForce = force.force(first[2])
    watchSupply(pack, &inputs)
    measureHeat(winding: first[3], housing: second[1], head: second[2], &inputs)
    inputs.stopButton = Wiring.stopButton.isHigh(on: hardware.bus)
    inputs.button = !Wiring.userButton.isHigh(on: hardware.bus)
  }

  /// The switch first when it opens, last when it closes.
  private mutating func drive(_ outputs: Outputs, measured: Current, pack: Voltage) {
    guard outputs.powerSwitchClosed, !isBroken else { return release() }
    if !isPowered {
      hardware.bridge.apply(.brake)
      hardware.bridge.enableOutputs()
      isPowered = true
    } else if hardware.bridge.hasBroken {
      isBroken = true
      return release()
    }
    switch outputs.drives[0] {
    case .brake: rest(.brake)
    case .open: rest(.open)
    case .current(let target): push(target, measured, pack)
    }
    pumpIsHigh.toggle()
    Wiring.seriesSwitchPump.set(pumpIsHigh, on: hardware.bus)
    Wiring.light.set(true, on: hardware.bus)
  }

  private mutating func release() {
    Wiring.seriesSwitchPump.set(false, on: hardware.bus)
    pumpIsHigh = false
    hardware.bridge.disableOutputs()
    isPowered = false
    Wiring.light.set(false, on: hardware.bus)
    voltage = .zero
    loop.reset()
  }

  private mutating func rest(_ bridge: BridgeTimer<Bus>.Bridge) {
    hardware.bridge.apply(bridge)
    voltage = .zero
    loop.reset()
  }

  private mutating func push(_ target: Current, _ measured: Current, _ pack: Voltage) {
    guard pack.volts > Scales.packLeast else { return rest(.brake) }
    voltage = loop.voltage(target: target, measured: measured, most: pack)
    hardware.bridge.apply(.duty(voltage.volts / pack.volts))
  }

  /// The pack's third is what a device means by its supply: cells are what must not be emptied.
  ///
  /// Charge follows the voltage over some seconds, so that a drive's own load does not count as empty.
  private mutating func watchSupply(_ pack: Voltage, _ inputs: inout Inputs) {
    let cell = Scales.cell(pack)
    if restedCell.volts == 0 { restedCell = cell }
    restedCell = Voltage(volts: restedCell.volts + (cell.volts - restedCell.volts) * 0.00005)
    inputs.supply = cell
    inputs.battery = Cells.charge(restedCell)
  }

  /// One of three a step: each is new once a millisecond.
  private mutating func measureHeat(
    winding: UInt32, housing: UInt32, head: UInt32, _ inputs: inout Inputs
  ) {
    turn = turn == 2 ? 0 : turn + 1
    switch turn {
    case 0: inputs.actuators[0].winding = Thermistor.temperature(winding)
    case 1: inputs.actuators[0].housingTemperature = Thermistor.temperature(housing)
    case _: inputs.actuators[0].headTemperature = Thermistor.temperature(head)
    }
  }
}
