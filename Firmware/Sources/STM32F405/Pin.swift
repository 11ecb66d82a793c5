// SPDX-License-Identifier: Apache-2.0
public import Registers

/// One pin of the package: RM0090 §8.
public struct Pin: Equatable, Sendable, BitwiseCopyable {
  public enum Port: UInt32, Sendable, BitwiseCopyable {
    case a = 0
    case b = 1
    case c = 2
    case d = 3
    case h = 7
  }

  /// MODER (§8.4.1).
  public enum Mode: Equatable, Sendable, BitwiseCopyable {
    case input
    case output
    /// The alternate function of the data sheet's table 9.
    case alternate(UInt32)
    case analog

    var code: UInt32 {
      switch self {
      case .input: 0
      case .output: 1
      case .alternate: 2
      case .analog: 3
      }
    }
  }

  /// PUPDR (§8.4.4).
  public enum Pull: UInt32, Sendable, BitwiseCopyable {
    case none = 0
    case up = 1
    case down = 2
  }

  public let port: Port
  public let number: UInt32

  public init(_ port: Port, _ number: UInt32) {
    self.port = port
    self.number = number
  }

  private func register(_ offset: UInt32) -> Register<UInt32> {
    Register(0x4002_0000 + port.rawValue * 0x400 + offset)
  }

  private func write(_ value: UInt32, width: UInt32, at offset: UInt32, on bus: some RegisterBus) {
    let shift = number * width
    let mask: UInt32 = (1 << width) - 1
    bus.modify(register(offset)) { $0 = $0 & ~(mask << shift) | value << shift }
  }

  /// Gives the pin its work.
  ///
  /// Everything is set before the mode, so that no wrong level is ever driven; `speed` is OSPEEDR's
  /// code (§8.4.3). The port's clock has to run.
  public func become(
    _ mode: Mode, pull: Pull = .none, speed: UInt32 = 0, on bus: some RegisterBus
  ) {
    write(speed, width: 2, at: 0x08, on: bus)
    write(pull.rawValue, width: 2, at: 0x0C, on: bus)
    if case .alternate(let function) = mode {
      // AFRL and AFRH, eight pins each (§8.4.9, §8.4.10).
      let shift = (number & 7) * 4
      bus.modify(register(0x20 + (number >> 3) * 4)) {
        $0 = $0 & ~(0xF << shift) | function << shift
      }
    }
    write(mode.code, width: 2, at: 0x00, on: bus)
  }

  /// BSRR: one store, so that no interrupt comes between (§8.4.7).
  public func set(_ isHigh: Bool, on bus: some RegisterBus) {
    bus.store(1 << (isHigh ? number : number + 16), to: register(0x18))
  }

  /// IDR (§8.4.5).
  public func isHigh(on bus: some RegisterBus) -> Bool {
    bus.load(register(0x10)) >> number & 1 != 0
  }
}
