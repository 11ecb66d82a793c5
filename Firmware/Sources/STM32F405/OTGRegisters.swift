// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Registers of the USB core at full speed, as a device: RM0090 §34.16.
enum OTGRegisters {
  static var base: UInt32 { 0x5000_0000 }
  /// §34.16.2, global.
  static var otgInterrupt: Register<UInt32> { Register(base + 0x004) }
  static var bus: Register<UInt32> { Register(base + 0x008) }
  static var usb: Register<UInt32> { Register(base + 0x00C) }
  static var reset: Register<OTGReset> { Register(base + 0x010) }
  static var interrupts: Register<OTGInterrupts> { Register(base + 0x014) }
  static var interruptMask: Register<OTGInterrupts> { Register(base + 0x018) }
  static var receivedStatus: Register<OTGReceived> { Register(base + 0x020) }
  static var receiveSize: Register<UInt32> { Register(base + 0x024) }
  static var transmitSize0: Register<UInt32> { Register(base + 0x028) }
  static func transmitSize(_ number: UInt32) -> Register<UInt32> {
    Register(base + 0x104 + 4 * (number - 1))
  }
  static var core: Register<UInt32> { Register(base + 0x038) }
  /// §34.16.4, device.
  static var deviceConfiguration: Register<UInt32> { Register(base + 0x800) }
  static var deviceControl: Register<UInt32> { Register(base + 0x804) }
  static var inMask: Register<UInt32> { Register(base + 0x810) }
  static var outMask: Register<UInt32> { Register(base + 0x814) }
  static var all: Register<UInt32> { Register(base + 0x818) }
  static var allMask: Register<UInt32> { Register(base + 0x81C) }
  static var power: Register<UInt32> { Register(base + 0xE00) }

  static func control(_ place: OTGPlace) -> Register<OTGEndpointControl> {
    Register(place.base)
  }
  static func interrupt(_ place: OTGPlace) -> Register<UInt32> { Register(place.base + 0x08) }
  static func size(_ place: OTGPlace) -> Register<UInt32> { Register(place.base + 0x10) }
  static func room(_ number: UInt32) -> Register<UInt32> {
    Register(OTGPlace(number, isIn: true).base + 0x18)
  }
  /// §34.16.1: 4 KiB of addresses lead to each FIFO.
  static func queue(_ number: UInt32) -> Register<UInt32> {
    Register(base + 0x1000 + 0x1000 * number)
  }
}

/// One direction of one endpoint number.
public struct OTGPlace: Equatable, Sendable, BitwiseCopyable {
  public let number: UInt32
  public let isIn: Bool

  public init(_ number: UInt32, isIn: Bool) {
    self.number = number
    self.isIn = isIn
  }

  var base: UInt32 { OTGRegisters.base + (isIn ? 0x900 : 0xB00) + 0x20 * number }
  /// Its bit in DAINT and DAINTMSK.
  var bit: UInt32 { 1 << (isIn ? number : number + 16) }
}

/// GRSTCTL.
struct OTGReset: OptionSet, RegisterValue {
  let rawValue: UInt32
  static var core: OTGReset { OTGReset(rawValue: 1) }
  static var flushReceiver: OTGReset { OTGReset(rawValue: 1 << 4) }
  static var flushTransmitter: OTGReset { OTGReset(rawValue: 1 << 5) }
  /// In TXFNUM: every transmit FIFO.
  static var every: OTGReset { OTGReset(rawValue: 0x10 << 6) }
  static func number(_ number: UInt32) -> OTGReset { OTGReset(rawValue: number << 6) }
  static var isIdle: OTGReset { OTGReset(rawValue: 1 << 31) }
}

/// GINTSTS and GINTMSK.
public struct OTGInterrupts: OptionSet, RegisterValue, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  public static var session: OTGInterrupts { OTGInterrupts(rawValue: 1 << 2) }
  public static var received: OTGInterrupts { OTGInterrupts(rawValue: 1 << 4) }
  public static var suspended: OTGInterrupts { OTGInterrupts(rawValue: 1 << 11) }
  public static var reset: OTGInterrupts { OTGInterrupts(rawValue: 1 << 12) }
  public static var enumerated: OTGInterrupts { OTGInterrupts(rawValue: 1 << 13) }
  public static var inEndpoints: OTGInterrupts { OTGInterrupts(rawValue: 1 << 18) }
  public static var outEndpoints: OTGInterrupts { OTGInterrupts(rawValue: 1 << 19) }
}

/// GRXSTSP: what lies next in the receive FIFO.
public struct OTGReceived: RegisterValue, Sendable, BitwiseCopyable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// PKTSTS in device mode.
  public enum Kind: UInt32, Sendable {
    case globalNak = 1
    case data = 2
    case dataEnded = 3
    case setupEnded = 4
    case setup = 6
  }

  public var endpoint: UInt32 { rawValue & 0xF }
  public var byteCount: Int { Int(rawValue >> 4 & 0x7FF) }
  public var kind: Kind? { Kind(rawValue: rawValue >> 17 & 0xF) }
}

/// DIEPCTL and DOEPCTL.
struct OTGEndpointControl: OptionSet, RegisterValue {
  let rawValue: UInt32
  static var active: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 15) }
  static var stall: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 21) }
  static var clearNak: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 26) }
  static var setNak: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 27) }
  /// The next packet is DATA0.
  static var data0: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 28) }
  static var disable: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 30) }
  static var enable: OTGEndpointControl { OTGEndpointControl(rawValue: 1 << 31) }
  /// Written as 1 they do something; read back they must not be written again.
  static var commands: OTGEndpointControl { [.clearNak, .setNak, .data0, .disable, .enable] }
}
