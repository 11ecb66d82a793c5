// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Timer 1 as the gate signals of an H-bridge: RM0090 §17.
///
/// Channel 1 is one half bridge, channel 3 the other; each has a high side and, complementary, a low
/// side with dead time between (§17.3.11). Both low sides on is the brake, and what the outputs fall
/// back to whenever the main output is disabled: by software, by the break input or by a failing
/// crystal (§17.3.12).
public struct BridgeTimer<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  /// The bridge as asked for.
  public enum Bridge: Equatable, Sendable, BitwiseCopyable {
    /// Both low sides on.
    case brake
    /// All four off.
    case open
    /// Share of the supply across the coil, −1 … 1; the sign is its direction.
    case duty(Float)
  }

  /// Counts from the valley to the peak; up and down at 168 MHz that is 40 kHz.
  public static var top: UInt32 { 2100 }
  /// Ten periods of 25 µs between two updates, which is the control period.
  static var halfPeriodsPerUpdate: UInt32 { 20 }
  /// 84 periods of 168 MHz, 0.5 µs: longer than a gate takes to close. `[T]`
  static var deadTime: UInt32 { 84 }
  /// The high side's gate is fed from a charge that only the low side's on-time restores. `[T]`
  static var dutyMost: Float { 0.95 }

  static var control1: Register<UInt32> { Register(0x4001_0000) }
  static var control2: Register<UInt32> { Register(0x4001_0004) }
  static var status: Register<UInt32> { Register(0x4001_0010) }
  static var events: Register<UInt32> { Register(0x4001_0014) }
  static var mode1: Register<UInt32> { Register(0x4001_0018) }
  static var mode2: Register<UInt32> { Register(0x4001_001C) }
  static var enables: Register<UInt32> { Register(0x4001_0020) }
  static var reload: Register<UInt32> { Register(0x4001_002C) }
  static var repetition: Register<UInt32> { Register(0x4001_0030) }
  static var compare1: Register<UInt32> { Register(0x4001_0034) }
  static var compare3: Register<UInt32> { Register(0x4001_003C) }
  static var breakAndDeadTime: Register<UInt32> { Register(0x4001_0044) }

  /// OCxM with OCxPE (§17.4.7): forced inactive, so that only the low side is on; or PWM mode 1.
  static var forcedLow: UInt32 { 0b100 << 4 | 1 << 3 }
  static var modulated: UInt32 { 0b110 << 4 | 1 << 3 }
  /// CC1E, CC1NE, CC3E, CC3NE (§17.4.9).
  static var allOutputs: UInt32 { 1 | 1 << 2 | 1 << 8 | 1 << 10 }
  /// Without CCxE a low side follows its reference itself, which is forced low: all are off (table 95).
  static var lowOutputsAlone: UInt32 { 1 << 2 | 1 << 10 }
  /// OIS1N and OIS3N: the idle state is the brake.
  ///
  /// TRGO is the update (§17.4.2).
  static var idleBrake: UInt32 { 1 << 9 | 1 << 13 | 0b010 << 4 }
  /// MOE.
  static var mainOutput: UInt32 { 1 << 15 }
  /// OSSI, OSSR: never floating.
  ///
  /// BKE with BKP 0: low breaks, as does a wire that is torn. AOE 0: only
  /// software ends a break. LOCK 2: until the next reset none of this can be rewritten (§17.4.18).
  static var protection: UInt32 { deadTime | 2 << 8 | 1 << 10 | 1 << 11 | 1 << 12 }

  /// Starts the timer with the main output disabled.
  public func start() {
    bus.store(0, to: Self.breakAndDeadTime)
    bus.store(Self.idleBrake, to: Self.control2)
    bus.store(Self.forcedLow, to: Self.mode1)
    bus.store(Self.forcedLow, to: Self.mode2)
    bus.store(0, to: Self.compare1)
    bus.store(0, to: Self.compare3)
    bus.store(Self.top, to: Self.reload)
    // Written before the start, an odd value updates at the peaks: the middle of the low sides' on-time,
    // where the coil's current is at its mean (§17.3.3).
    bus.store(Self.halfPeriodsPerUpdate - 1, to: Self.repetition)
    bus.store(Self.allOutputs, to: Self.enables)
    bus.store(Self.protection, to: Self.breakAndDeadTime)
    bus.store(1, to: Self.events)
    bus.store(0, to: Self.status)
    // CEN, CMS 1 (up and down), ARPE (§17.4.1).
    bus.store(1 | 0b01 << 5 | 1 << 7, to: Self.control1)
  }

  /// Lets the outputs follow the timer; not while the break input is active.
  public func enableOutputs() {
    bus.store(~Self.breakFlag, to: Self.status)
    bus.modify(Self.breakAndDeadTime) { $0 |= Self.mainOutput }
  }

  /// The outputs fall back to the brake at once.
  public func disableOutputs() {
    bus.modify(Self.breakAndDeadTime) { $0 &= ~Self.mainOutput }
  }

  /// BIF: the break input was active since the outputs were enabled (§17.4.5).
  public var hasBroken: Bool { bus.load(Self.status) & Self.breakFlag != 0 }
  static var breakFlag: UInt32 { 1 << 7 }

  public func apply(_ bridge: Bridge) {
    switch bridge {
    case .brake:
      bus.store(Self.forcedLow, to: Self.mode1)
      bus.store(Self.forcedLow, to: Self.mode2)
      bus.store(Self.allOutputs, to: Self.enables)
    case .open:
      bus.store(Self.forcedLow, to: Self.mode1)
      bus.store(Self.forcedLow, to: Self.mode2)
      bus.store(Self.lowOutputsAlone, to: Self.enables)
    case .duty(let duty):
      let size = Self.counts(duty)
      bus.store(duty > 0 ? size : 0, to: Self.compare1)
      bus.store(duty > 0 ? 0 : size, to: Self.compare3)
      bus.store(Self.modulated, to: Self.mode1)
      bus.store(Self.modulated, to: Self.mode2)
      bus.store(Self.allOutputs, to: Self.enables)
    }
  }

  /// What is not a number drives nothing.
  static func counts(_ duty: Float) -> UInt32 {
    let size = duty < 0 ? -duty : duty
    guard size < dutyMost else { return size >= dutyMost ? UInt32(dutyMost * Float(top)) : 0 }
    return UInt32(size * Float(top))
  }
}
