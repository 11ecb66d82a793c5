// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Flash that a program writes itself: RM0090 §3.6.
///
/// The processor stands still while its only bank is busy: a word takes up to 100 µs, a sector of
/// 128 KiB up to 2 s (DS8626 table 41). So sectors are erased before the control loop starts, and words
/// are written while the power stage is open.
public struct FlashMemory<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  let patience: Int

  /// - Parameter patience: loads until a wait is given up; usually several times the 2 s of the longest
  ///   operation.
  public init(bus: Bus, patience: Int = 200_000_000) {
    self.bus = bus
    self.patience = patience
  }

  /// The last two of twelve, 128 KiB each (§3.4, table 5); the image ends long before them.
  public enum Sector: UInt32, CaseIterable, Sendable {
    case tenth = 10
    case eleventh = 11

    public var address: UInt32 { 0x0800_0000 + (rawValue - 4) * 0x2_0000 }
  }

  static var access: Register<UInt32> { Register(0x4002_3C00) }
  static var key: Register<UInt32> { Register(0x4002_3C04) }
  static var status: Register<UInt32> { Register(0x4002_3C0C) }
  static var control: Register<UInt32> { Register(0x4002_3C10) }
  /// PGSERR, PGPERR, PGAERR, WRPERR; cleared by writing 1 (§3.9.5).
  static var errors: UInt32 { 0b1111 << 4 }
  static var busy: UInt32 { 1 << 16 }
  static var lock: UInt32 { 1 << 31 }
  /// PSIZE 2: 32 bits at once, at 2.7 … 3.6 V (§3.6.2).
  static var wordSize: UInt32 { 0b10 << 8 }

  public func load(_ address: UInt32) -> UInt32 { bus.load(address) }

  /// Makes every bit of a sector 1; false when the flash says it did not.
  public func erase(_ sector: Sector) -> Bool {
    // SER, SNB, then STRT (§3.6.3).
    let command = Self.wordSize | 1 << 1 | sector.rawValue << 3
    return operate {
      bus.store(command, to: Self.control)
      bus.store(command | 1 << 16, to: Self.control)
    }
  }

  /// Writes a word where all bits are 1; false when it is not there afterwards.
  public func program(_ word: UInt32, at address: UInt32) -> Bool {
    // PG, then the word itself (§3.6.4).
    let done = operate {
      bus.store(Self.wordSize | 1, to: Self.control)
      bus.store(word, at: address)
    }
    return done && bus.load(address) == word
  }

  /// Unlocks, operates, waits, locks (§3.6.1); whatever happens, it ends locked.
  private func operate(_ begin: () -> Void) -> Bool {
    guard isIdle() else { return false }
    bus.store(0x4567_0123, to: Self.key)
    bus.store(0xCDEF_89AB, to: Self.key)
    bus.store(Self.errors, to: Self.status)
    begin()
    let isDone = isIdle() && bus.load(Self.status) & Self.errors == 0
    bus.store(Self.lock, to: Self.control)
    forgetCachedData()
    return isDone
  }

  private func isIdle() -> Bool {
    for _ in 0..<patience where bus.load(Self.status) & Self.busy == 0 { return true }
    return false
  }

  /// The data cache may hold what was there before: disabled, reset, enabled (§3.5.2).
  private func forgetCachedData() {
    let settings = bus.load(Self.access)
    bus.store(settings & ~(1 << 10), to: Self.access)
    bus.store(settings & ~(1 << 10) | 1 << 12, to: Self.access)
    bus.store(settings, to: Self.access)
  }
}
