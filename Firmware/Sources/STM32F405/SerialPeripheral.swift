// SPDX-License-Identifier: Apache-2.0
public import Registers

/// One SPI port as a master, with the DMA streams that serve it: RM0090 §28, §10.
public struct SerialPeripheral: Sendable, BitwiseCopyable {
  let base: UInt32
  let controller: UInt32
  let receiveStream: UInt32
  let transmitStream: UInt32
  /// CHSEL (§10.3.3, tables 42 and 43).
  let request: UInt32
  /// BR: the bus's clock / 16 on APB2, / 8 on APB1, 5.25 MHz on both (§28.5.1).
  let rate: UInt32

  /// DMA 2, streams 0 and 3, channel 3.
  public static var spi1: SerialPeripheral {
    SerialPeripheral(
      base: 0x4001_3000, controller: 0x4002_6400, receiveStream: 0, transmitStream: 3, request: 3,
      rate: 0b011)
  }

  /// DMA 1, streams 0 and 5, channel 0.
  public static var spi3: SerialPeripheral {
    SerialPeripheral(
      base: 0x4000_3C00, controller: 0x4002_6000, receiveStream: 0, transmitStream: 5, request: 0,
      rate: 0b010)
  }

  var control1: Register<UInt32> { Register(base) }
  var control2: Register<UInt32> { Register(base + 0x04) }
  var status: Register<UInt32> { Register(base + 0x08) }
  var data: Register<UInt32> { Register(base + 0x0C) }
  var receive: DMAStream { DMAStream(controller: controller, number: receiveStream) }
  var transmit: DMAStream { DMAStream(controller: controller, number: transmitStream) }
}

/// Registers of one DMA stream: RM0090 §10.5.
struct DMAStream {
  let controller: UInt32
  let number: UInt32
  private var base: UInt32 { controller + 0x10 + 0x18 * number }
  var control: Register<UInt32> { Register(base) }
  var count: Register<UInt32> { Register(base + 0x04) }
  var peripheral: Register<UInt32> { Register(base + 0x08) }
  var memory: Register<UInt32> { Register(base + 0x0C) }
  /// LIFCR or HIFCR; four streams share a register (§10.5.3).
  var clear: Register<UInt32> { Register(controller + (number < 4 ? 0x08 : 0x0C)) }
  var flags: UInt32 {
    switch number & 3 {
    case 0: 0x3D
    case 1: 0x3D << 6
    case 2: 0x3D << 16
    case _: 0x3D << 22
    }
  }
}

/// A sensor on an SPI port: set up by polling, then read by DMA while nobody waits.
public struct SensorPort<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  let port: SerialPeripheral
  let select: Pin
  /// Two words that DMA can reach: what is sent, and what comes back.
  let buffer: UInt32
  let interrupts: Bool

  /// Bytes of one reading: the register's address, then two of data.
  static var length: UInt32 { 3 }

  /// - Parameters:
  ///   - select: the chip select, low while the sensor is spoken to.
  ///   - buffer: the address of eight bytes in SRAM; the core-coupled memory is out of DMA's reach.
  ///   - interrupts: whether the end of a reading, good or bad, raises an interrupt.
  public init(
    bus: Bus, port: SerialPeripheral, select: Pin, buffer: UInt32, interrupts: Bool
  ) {
    self.bus = bus
    self.port = port
    self.select = select
    self.buffer = buffer
    self.interrupts = interrupts
  }

  /// Mode 3, eight bits, most significant first, chip select by hand (§28.5.1).
  public func start() {
    select.set(true, on: bus)
    bus.store(0, to: port.control1)
    // CPHA, CPOL, MSTR, BR, SSI and SSM; SPE last.
    let settings: UInt32 = 0b111 | port.rate << 3 | 1 << 8 | 1 << 9
    bus.store(settings, to: port.control1)
    bus.store(settings | 1 << 6, to: port.control1)
  }

  /// Writes a register of the sensor.
  public func write(_ value: UInt8, to register: UInt8) { _ = talk(register, value) }

  /// Reads one register of the sensor; bit 7 of the address is "read".
  public func read(_ register: UInt8) -> UInt8 { talk(register | 0x80, 0) }

  private func talk(_ first: UInt8, _ second: UInt8) -> UInt8 {
    select.set(false, on: bus)
    _ = exchange(first)
    let answer = exchange(second)
    select.set(true, on: bus)
    return answer
  }

  /// A byte takes 1.5 µs; a port that never answers is given up, and answers 0.
  private func exchange(_ byte: UInt8) -> UInt8 {
    bus.store(UInt32(byte), to: port.data)
    for _ in 0..<10_000 where bus.load(port.status) & 1 != 0 {
      return UInt8(truncatingIfNeeded: bus.load(port.data))
    }
    return 0
  }

  /// Lets DMA take what the port asks for, and says what every reading reads.
  public func prepareReadings(of register: UInt8) {
    bus.store(UInt32(register | 0x80), at: buffer)
    bus.store(0, at: buffer + 4)
    bus.store(port.data.address, to: port.receive.peripheral)
    bus.store(buffer + 4, to: port.receive.memory)
    bus.store(port.data.address, to: port.transmit.peripheral)
    bus.store(buffer, to: port.transmit.memory)
    // RXDMAEN and TXDMAEN (§28.5.2).
    bus.store(0b11, to: port.control2)
  }

  /// Begins a reading, which takes 4.6 µs.
  ///
  /// A stream that has not ended is stopped first; its next reading is then a wrong one, and a sensor
  /// that is read wrongly is found dead or saturated.
  public func begin() {
    let settings = port.request << 25 | 1 << 10
    // TEIE and TCIE on the receiver, whose end is the reading's.
    let asking: UInt32 = interrupts ? 1 << 2 | 1 << 4 : 0
    bus.store(settings, to: port.receive.control)
    bus.store(settings | 0b01 << 6, to: port.transmit.control)
    bus.store(port.receive.flags, to: port.receive.clear)
    bus.store(port.transmit.flags, to: port.transmit.clear)
    select.set(false, on: bus)
    bus.store(Self.length, to: port.receive.count)
    bus.store(Self.length, to: port.transmit.count)
    bus.store(settings | asking | 1, to: port.receive.control)
    bus.store(settings | 0b01 << 6 | 1, to: port.transmit.control)
  }

  /// Ends the interrupt and the reading, and returns its two bytes, the first one low.
  public func finish() -> UInt16 {
    bus.store(port.receive.flags, to: port.receive.clear)
    select.set(true, on: bus)
    return UInt16(truncatingIfNeeded: bus.load(buffer + 4) >> 8)
  }
}
