// SPDX-License-Identifier: Apache-2.0
public import Registers

/// From a crystal of 8 MHz to 168 MHz: RM0090 §7.2, §7.3, §3.5.1.
///
/// VCO input 8 MHz / 8 = 1 MHz, times 336 = 336 MHz; / 2 for the processor, / 7 = 48 MHz for USB.
public struct ClockTree<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  /// The processor and the AHB, in Hz.
  public static var processorHertz: UInt32 { 168_000_000 }
  /// APB1 at its most (§7.2); its timers get twice that.
  public static var slowBusHertz: UInt32 { 42_000_000 }
  /// APB2 at its most; its timers get twice that.
  public static var fastBusHertz: UInt32 { 84_000_000 }

  /// §7.3.1.
  struct Control: OptionSet, RegisterValue {
    let rawValue: UInt32
    static var crystalOn: Control { Control(rawValue: 1 << 16) }
    static var crystalReady: Control { Control(rawValue: 1 << 17) }
    static var securityOn: Control { Control(rawValue: 1 << 19) }
    static var loopOn: Control { Control(rawValue: 1 << 24) }
    static var loopReady: Control { Control(rawValue: 1 << 25) }
  }

  static var control: Register<Control> { Register(0x4002_3800) }
  static var loop: Register<UInt32> { Register(0x4002_3804) }
  static var configuration: Register<UInt32> { Register(0x4002_3808) }
  static var flashAccess: Register<UInt32> { Register(0x4002_3C00) }
  static var power: Register<UInt32> { Register(0x4000_7000) }

  /// PLLM 8, PLLN 336, PLLP 2 (coded 0), the crystal as source, PLLQ 7 (§7.3.2).
  static var loopFactors: UInt32 { 8 | 336 << 6 | 0 << 16 | 1 << 22 | 7 << 24 }
  /// Five wait states for 168 MHz at 2.7 … 3.6 V (§3.5.1, table 10); prefetch and both caches.
  static var flashSettings: UInt32 { 5 | 1 << 8 | 1 << 9 | 1 << 10 }
  /// HPRE 1; PPRE1 4 and PPRE2 2, before the processor is fast (§7.3.3).
  static var dividers: UInt32 { 0b101 << 10 | 0b100 << 13 }
  /// PWR_CR.VOS: scale 1, needed above 144 MHz (§5.4.1).
  static var fullVoltage: UInt32 { 1 << 14 }
  /// Looks before a wait is given up: some 50 ms at 16 MHz, where a crystal needs 2 ms (DS8626 table 29).
  static var patience: Int { 100_000 }

  /// Runs the processor at its full clock; false when crystal, loop or flash do not follow.
  ///
  /// Flash first gets its wait states, then comes the clock that needs them (§3.5.1). Once it runs, a
  /// crystal that fails opens the bridge through the timer's break input and raises an NMI (§7.2.7).
  public func start() -> Bool {
    Peripheral.power.enable(on: bus)
    bus.store(Self.fullVoltage, to: Self.power)
    bus.modify(Self.control) { $0.insert(.crystalOn) }
    guard wait(for: .crystalReady) else { return false }
    bus.store(Self.flashSettings, to: Self.flashAccess)
    guard bus.load(Self.flashAccess) & 0b111 == 5 else { return false }
    bus.store(Self.dividers, to: Self.configuration)
    bus.store(Self.loopFactors, to: Self.loop)
    bus.modify(Self.control) { $0.insert(.loopOn) }
    guard wait(for: .loopReady) else { return false }
    bus.store(Self.dividers | 0b10, to: Self.configuration)
    var left = Self.patience
    while bus.load(Self.configuration) >> 2 & 0b11 != 0b10 {
      left -= 1
      if left == 0 { return false }
    }
    bus.modify(Self.control) { $0.insert(.securityOn) }
    return true
  }

  private func wait(for flag: Control) -> Bool {
    for _ in 0..<Self.patience where bus.load(Self.control).contains(flag) { return true }
    return false
  }
}

/// What has a clock of its own to be switched on: RM0090 §7.3.10 … §7.3.14.
public enum Peripheral: Sendable {
  case portA, portB, portC, portD, portH, dma1, dma2, usb, spi3, power, timer1, adc1, adc2, spi1

  private var place: (register: Register<UInt32>, bit: UInt32) {
    let (ahb1, ahb2): (UInt32, UInt32) = (0x4002_3830, 0x4002_3834)
    let (apb1, apb2): (UInt32, UInt32) = (0x4002_3840, 0x4002_3844)
    return switch self {
    case .portA: (Register(ahb1), 0)
    case .portB: (Register(ahb1), 1)
    case .portC: (Register(ahb1), 2)
    case .portD: (Register(ahb1), 3)
    case .portH: (Register(ahb1), 7)
    case .dma1: (Register(ahb1), 21)
    case .dma2: (Register(ahb1), 22)
    case .usb: (Register(ahb2), 7)
    case .spi3: (Register(apb1), 15)
    case .power: (Register(apb1), 28)
    case .timer1: (Register(apb2), 0)
    case .adc1: (Register(apb2), 8)
    case .adc2: (Register(apb2), 9)
    case .spi1: (Register(apb2), 12)
    }
  }

  /// Two cycles pass before the registers answer (errata ES0182, delay after enabling a clock): reading back lets them.
  public func enable(on bus: some RegisterBus) {
    let (register, bit) = place
    bus.modify(register) { $0 |= 1 << bit }
    _ = bus.load(register)
  }
}
