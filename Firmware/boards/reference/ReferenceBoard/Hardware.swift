// SPDX-License-Identifier: Apache-2.0
import Parts
public import Registers
public import STM32F405

/// The board's drivers, and the order in which they come to life.
public struct Hardware<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  public let bridge: BridgeTimer<Bus>
  public let analog: AnalogInputs<Bus>
  public let head: SensorPort<Bus>
  public let housing: SensorPort<Bus>

  /// - Parameter buffers: eight bytes each that DMA can reach, for the head's and the housing's sensor.
  public init(bus: Bus, buffers: (head: UInt32, housing: UInt32)) {
    self.bus = bus
    bridge = BridgeTimer(bus: bus)
    analog = AnalogInputs(
      bus: bus, first: Wiring.firstConverter, second: Wiring.secondConverter)
    head = SensorPort(
      bus: bus, port: .spi1, select: Wiring.headSelect, buffer: buffers.head, interrupts: true)
    housing = SensorPort(
      bus: bus, port: .spi3, select: Wiring.housingSelect, buffer: buffers.housing,
      interrupts: false)
  }

  /// Clocks, then everything that measures, last the timer that sets the pace; false without a clock.
  ///
  /// The series switch is opened first, once more after start-up's own code, and nothing here closes
  /// it or enables the bridge.
  public func start() -> Bool {
    Peripheral.portC.enable(on: bus)
    Wiring.seriesSwitchPump.set(false, on: bus)
    Wiring.seriesSwitchPump.become(.output, on: bus)
    guard ClockTree(bus: bus).start() else { return false }
    let used = Self.used
    for index in used.indices { used[index].enable(on: bus) }
    preparePins()
    start(head)
    start(housing)
    analog.start()
    bridge.start()
    connectBridge()
    return true
  }

  private static var used: InlineArray<11, Peripheral> {
    [.portA, .portB, .portD, .dma1, .dma2, .usb, .timer1, .spi1, .spi3, .adc1, .adc2]
  }

  private func preparePins() {
    Wiring.stopButton.become(.input, pull: .up, on: bus)
    Wiring.userButton.become(.input, pull: .up, on: bus)
    Wiring.light.become(.output, on: bus)
    let analogPins = Self.analogPins
    for index in analogPins.indices { analogPins[index].become(.analog, on: bus) }
    let (headPins, housingPins) = (Self.headPins, Self.housingPins)
    for index in 0..<3 {
      headPins[index].become(Wiring.spi1, speed: 1, on: bus)
      housingPins[index].become(Wiring.spi3, speed: 1, on: bus)
    }
    Wiring.headSelect.set(true, on: bus)
    Wiring.headSelect.become(.output, on: bus)
    Wiring.housingSelect.set(true, on: bus)
    Wiring.housingSelect.become(.output, on: bus)
    Wiring.busPower.become(.input, on: bus)
    Wiring.dataMinus.become(Wiring.usb, speed: 3, on: bus)
    Wiring.dataPlus.become(Wiring.usb, speed: 3, on: bus)
  }

  private static var analogPins: InlineArray<7, Pin> {
    [
      Wiring.coilCurrent, Wiring.packVoltage, Wiring.contactForce, Wiring.windingThermistor,
      Wiring.housingThermistor, Wiring.headThermistor, Wiring.currentZero,
    ]
  }
  private static var headPins: InlineArray<3, Pin> {
    [Wiring.headClock, Wiring.headIn, Wiring.headOut]
  }
  private static var housingPins: InlineArray<3, Pin> {
    [Wiring.housingClock, Wiring.housingIn, Wiring.housingOut]
  }

  /// A sensor that is not there reads the same for ever, which the device finds: nothing to decide here.
  private func start(_ sensor: SensorPort<Bus>) {
    sensor.start()
    let settings = IIS3DWB.settings
    for index in settings.indices {
      sensor.write(settings[index].value, to: settings[index].register)
    }
    sensor.prepareReadings(of: IIS3DWB.output)
  }

  /// Only now, with the timer in its idle state, do the gates follow it.
  private func connectBridge() {
    Wiring.overcurrent.become(Wiring.timer1, pull: .down, on: bus)
    Wiring.highSide1.become(Wiring.timer1, on: bus)
    Wiring.highSide2.become(Wiring.timer1, on: bus)
    Wiring.lowSide1.become(Wiring.timer1, on: bus)
    Wiring.lowSide2.become(Wiring.timer1, on: bus)
  }
}
