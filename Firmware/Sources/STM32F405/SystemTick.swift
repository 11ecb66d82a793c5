// SPDX-License-Identifier: Apache-2.0
public import Registers

/// The core's own 24-bit timer: PM0214 §4.5.
public struct SystemTick<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  static var control: Register<UInt32> { Register(0xE000_E010) }
  static var reload: Register<UInt32> { Register(0xE000_E014) }
  static var current: Register<UInt32> { Register(0xE000_E018) }

  /// Interrupts every `ticks` of the processor's clock; at most 2²⁴.
  public func start(every ticks: UInt32) {
    precondition(ticks > 1 && ticks <= 1 << 24)
    bus.store(ticks - 1, to: Self.reload)
    bus.store(0, to: Self.current)
    // ENABLE, TICKINT, CLKSOURCE = processor (§4.5.1).
    bus.store(0b111, to: Self.control)
  }

  /// Counts down.
  public var count: UInt32 { bus.load(Self.current) }
}
