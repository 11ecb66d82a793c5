// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import STM32F405

@Suite("Bridge timer")
struct BridgeTimerTests {
  private let bus = RecordingBus()
  private var bridge: BridgeTimer<RecordingBus> { BridgeTimer(bus: bus) }
  private let control1: UInt32 = 0x4001_0000
  private let control2: UInt32 = 0x4001_0004
  private let status: UInt32 = 0x4001_0010
  private let mode1: UInt32 = 0x4001_0018
  private let mode2: UInt32 = 0x4001_001C
  private let enables: UInt32 = 0x4001_0020
  private let compare1: UInt32 = 0x4001_0034
  private let compare3: UInt32 = 0x4001_003C
  private let protection: UInt32 = 0x4001_0044

  @Test("H4: disables the outputs before anything, and starting never enables them")
  func start() {
    bridge.start()
    #expect(bus.stores.first == .store(protection, 0))
    #expect(bus.stores(at: protection).allSatisfy { $0 & 1 << 15 == 0 })
  }

  @Test(
    "counts only once dead time, break, idle state and forced low are in place, then locks them")
  func order() throws {
    bridge.start()
    let counting = try #require(bus.first(control1) { $0 & 1 != 0 })
    let locked = try #require(bus.first(protection) { $0 & 3 << 8 == 2 << 8 })
    // LOCK 2 freezes the idle states, so that they must be there before (§17.4.18).
    let idle = try #require(bus.first(control2))
    let low1 = try #require(bus.first(mode1))
    let low2 = try #require(bus.first(mode2))
    #expect(idle < locked && low1 < counting && low2 < counting && locked < counting)
    #expect(bus.stores.last == .store(control1, bus.memory[control1] ?? 0))
  }

  @Test("has half a microsecond of dead time, breaks on a low input, and idles as a brake")
  func settings() throws {
    bridge.start()
    let word = try #require(bus.stores(at: protection).last)
    // DTG below 128 counts periods of 168 MHz.
    #expect(word & 0xFF == 84)
    #expect(Double(word & 0xFF) / 168e6 >= 0.4e-6)
    // BKE; BKP and AOE off; OSSI and OSSR: outputs never float.
    #expect(word >> 10 & 0b1_1111 == 0b00111)
    // Of the idle states only those of the low sides.
    #expect(bus.memory[control2].map { $0 >> 8 & 0b11_1111 } == 0b10_0010)
  }

  @Test("gives 4,000 updates a second")
  func pace() {
    bridge.start()
    let top = bus.memory[0x4001_002C] ?? 0
    let halves = (bus.memory[0x4001_0030] ?? 0) + 1
    #expect(168_000_000 / (top * halves) == 4000)
    #expect(168_000_000 % (top * halves) == 0)
    // An odd RCR updates at the peaks (§17.3.3); CMS 1, ARPE.
    #expect(halves.isMultiple(of: 2))
    #expect(bus.memory[control1] == 0xA1)
  }

  @Test("H4: brakes with both low sides and no high side")
  func brake() {
    bridge.apply(.duty(0.5))
    bus.forget()
    bridge.apply(.brake)
    // References forced low first: high sides off at once, low sides on after the dead time.
    #expect(
      bus.stores == [.store(mode1, 0x48), .store(mode2, 0x48), .store(enables, 0b101_0000_0101)])
  }

  @Test("opens with all four off")
  func open() {
    bridge.apply(.open)
    #expect(bus.memory[mode1] == 0x48 && bus.memory[mode2] == 0x48)
    #expect(bus.memory[enables] == 0b100_0000_0100)
  }

  @Test(
    "drives one half and holds the other low, never both, never all the way",
    arguments: [-2, -1, -0.951, -0.5, -0.0001, 0, 0.25, 0.95, 1, Float.infinity])
  func duty(share: Float) {
    bridge.apply(.duty(share))
    let (one, three) = (bus.memory[compare1] ?? 0, bus.memory[compare3] ?? 0)
    #expect(one == 0 || three == 0)
    #expect(max(one, three) <= 1995)
    if share >= 0.25 { #expect(one == UInt32(min(share, 0.95) * 2100)) }
    if share <= -0.5 { #expect(three == UInt32(min(-share, 0.95) * 2100)) }
    #expect(bus.memory[mode1] == 0x68 && bus.memory[mode2] == 0x68)
  }

  @Test("drives nothing by what is not a number")
  func notANumber() {
    bridge.apply(.duty(.nan))
    #expect(bus.memory[compare1] == 0 && bus.memory[compare3] == 0)
  }

  @Test("H4: tells a break until the outputs are enabled anew")
  func breaks() {
    bridge.start()
    bus.memory[status] = 1 << 7
    #expect(bridge.hasBroken)
    bridge.enableOutputs()
    // rc_w0: the flag is written 0, all others 1.
    #expect(bus.stores(at: status).last == ~(1 << 7))
    #expect(bus.memory[protection].map { $0 & 1 << 15 != 0 } == true)
    bridge.disableOutputs()
    #expect(bus.memory[protection].map { $0 & 1 << 15 } == 0)
    // Dead time and break are written back as they were.
    #expect(bus.memory[protection].map { $0 & 0x1CFF } == 0x1C54)
  }
}
