// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Registers of a general-purpose timer: RM0090 §18.4.
public struct TimerRegisters: Sendable, BitwiseCopyable {
  public let control1: Register<UInt32>
  public let interrupts: Register<UInt32>
  public let status: Register<UInt32>
  public let events: Register<UInt32>
  public let counter: Register<UInt32>
  public let prescaler: Register<UInt32>
  public let reload: Register<UInt32>

  public init(base: UInt32) {
    control1 = Register(base)
    interrupts = Register(base + 0x0C)
    status = Register(base + 0x10)
    events = Register(base + 0x14)
    counter = Register(base + 0x24)
    prescaler = Register(base + 0x28)
    reload = Register(base + 0x2C)
  }

  /// Both count in 32 bits (RM0090 §18.1).
  public static let tim2 = TimerRegisters(base: 0x4000_0000)
  public static let tim5 = TimerRegisters(base: 0x4000_0C00)
}

/// The timer whose interrupt is the control step.
public struct ControlTimer<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  public let registers: TimerRegisters

  public init(bus: Bus, registers: TimerRegisters) {
    self.bus = bus
    self.registers = registers
  }

  /// Interrupts every `ticks` of the timer's clock.
  public func start(every ticks: UInt32) {
    bus.store(0, to: registers.prescaler)
    bus.store(ticks - 1, to: registers.reload)
    // UG loads the prescaler and sets UIF (§18.4.6); the flag is cleared before interrupts count.
    bus.store(1, to: registers.events)
    bus.store(0, to: registers.status)
    bus.store(1, to: registers.interrupts)
    bus.store(1, to: registers.control1)
  }

  /// Counts freely, as a clock.
  public func startCounting() {
    bus.store(0, to: registers.prescaler)
    bus.store(.max, to: registers.reload)
    bus.store(1, to: registers.events)
    bus.store(1, to: registers.control1)
  }

  public var count: UInt32 { bus.load(registers.counter) }

  /// UIF is cleared by writing 0 (rc_w0, §18.4.5).
  public func acknowledge() { bus.store(0, to: registers.status) }
}
