// SPDX-License-Identifier: Apache-2.0
public import Registers

/// The watchdog with a clock of its own: RM0090 §21.
public struct IndependentWatchdog<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  static var key: Register<UInt32> { Register(0x4000_3000) }
  static var prescaler: Register<UInt32> { Register(0x4000_3004) }
  static var reload: Register<UInt32> { Register(0x4000_3008) }
  static var status: Register<UInt32> { Register(0x4000_300C) }

  /// Starts it for good; only a reset stops it.
  ///
  /// A quarter of its clock, which is 17 … 47 kHz (DS8626 table 36), counts down: at 12 counts a
  /// millisecond it never waits less than asked, and up to 2.8 times as long. A register that stays
  /// busy is not waited for: the hardware then keeps its reset values, which are longer.
  public func start(milliseconds: UInt32) {
    bus.store(0xCCCC, to: Self.key)
    bus.store(0x5555, to: Self.key)
    bus.store(0, to: Self.prescaler)
    bus.store(min(0xFFF, milliseconds * 12), to: Self.reload)
    var left = 10_000
    while left > 0, bus.load(Self.status) != 0 { left -= 1 }
    feed()
  }

  public func feed() { bus.store(0xAAAA, to: Self.key) }
}
