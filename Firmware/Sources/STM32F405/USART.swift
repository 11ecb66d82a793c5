// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Registers of one USART: RM0090 §30.6.
public struct USARTRegisters: Sendable, BitwiseCopyable {
  /// §30.6.1.
  public struct Status: OptionSet, RegisterValue, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// ORE, FE, NF and PE: a byte was lost or is not to be trusted.
    public static let errors = Status(rawValue: 0b1111)
    /// RXNE: a byte waits in DR.
    public static let received = Status(rawValue: 1 << 5)
    /// TXE: DR takes the next byte.
    public static let transmitReady = Status(rawValue: 1 << 7)
  }

  /// §30.6.4.
  public struct Control1: OptionSet, RegisterValue, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let receiver = Control1(rawValue: 1 << 2)
    public static let transmitter = Control1(rawValue: 1 << 3)
    public static let receiveInterrupt = Control1(rawValue: 1 << 5)
    public static let transmitInterrupt = Control1(rawValue: 1 << 7)
    public static let enable = Control1(rawValue: 1 << 13)
  }

  public let status: Register<Status>
  public let data: Register<UInt32>
  public let baudRate: Register<UInt32>
  public let control1: Register<Control1>

  public init(base: UInt32) {
    status = Register(base)
    data = Register(base + 0x04)
    baudRate = Register(base + 0x08)
    control1 = Register(base + 0x0C)
  }

  /// RM0090 §2.3, memory map.
  public static let usart1 = USARTRegisters(base: 0x4001_1000)
  public static let usart2 = USARTRegisters(base: 0x4000_4400)
}

/// A USART as bytes in and bytes out, served from its interrupt.
public struct SerialPort<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  public let registers: USARTRegisters

  public init(bus: Bus, registers: USARTRegisters) {
    self.bus = bus
    self.registers = registers
  }

  /// 8 data bits, no parity, one stop bit, oversampling by 16.
  ///
  /// BRR holds clock / baud in sixteenths (§30.3.4): 84 MHz at 1 Mbaud is 84.
  public func start(clockHertz: UInt32, baud: UInt32) {
    bus.store((clockHertz + baud / 2) / baud, to: registers.baudRate)
    bus.store([.enable, .receiver, .transmitter, .receiveInterrupt], to: registers.control1)
  }

  /// The byte that came, if one did.
  ///
  /// Reading SR and then DR also clears the error flags (§30.6.1), so that an overrun never blocks the
  /// receiver: the frame it spoilt fails its CRC.
  public func receive() -> UInt8? {
    let status = bus.load(registers.status)
    guard !status.isDisjoint(with: [.received, .errors]) else { return nil }
    let byte = UInt8(truncatingIfNeeded: bus.load(registers.data))
    return status.contains(.received) ? byte : nil
  }

  public var isReadyToTransmit: Bool { bus.load(registers.status).contains(.transmitReady) }

  public func transmit(_ byte: UInt8) { bus.store(UInt32(byte), to: registers.data) }

  /// Asks for an interrupt whenever DR takes a byte, or no longer.
  public func wantsToTransmit(_ wants: Bool) {
    bus.modify(registers.control1) {
      if wants { $0.insert(.transmitInterrupt) } else { $0.remove(.transmitInterrupt) }
    }
  }
}
