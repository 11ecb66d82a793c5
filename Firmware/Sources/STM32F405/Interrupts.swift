// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Interrupt lines used here: RM0090 §12.2.
public enum InterruptLine: UInt32, Sendable {
  case adc = 18
  case usart1 = 37
  case usart2 = 38
  case tim5 = 50
  case dma2Stream0 = 56
  case usb = 67
}

/// Cortex-M4 interrupt controller and system control block: PM0214 §4.3 and §4.4.
public struct InterruptController<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  /// Lower numbers preempt higher ones; the STM32F4 implements the upper four bits (PM0214 §4.3.7).
  public func enable(_ line: InterruptLine, priority: UInt8) {
    let number = line.rawValue
    let word = 0xE000_E400 + (number & ~3)
    let shift = (number & 3) * 8
    let others = bus.load(word) & ~(0xFF << shift)
    bus.store(others | UInt32(priority) << (shift + 4), at: word)
    bus.store(1 << (number & 31), at: 0xE000_E100 + number / 32 * 4)
  }

  /// Makes the interrupt happen now, or as soon as nothing more urgent runs (§4.3.4).
  public func pend(_ line: InterruptLine) {
    let number = line.rawValue
    bus.store(1 << (number & 31), at: 0xE000_E200 + number / 32 * 4)
  }
}
