// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import STM32F405

@Suite("Clock tree")
struct ClockTreeTests {
  private let bus = RecordingBus()
  private let control: UInt32 = 0x4002_3800
  private let factors: UInt32 = 0x4002_3804
  private let configuration: UInt32 = 0x4002_3808
  private let flash: UInt32 = 0x4002_3C00

  @Test("gives flash its wait states before the clock that needs them, and dividers before both")
  func order() throws {
    bus.followClocks()
    #expect(ClockTree(bus: bus).start())
    let crystal = try #require(bus.first(control) { $0 & 1 << 16 != 0 })
    let waits = try #require(bus.first(flash) { $0 & 0b111 == 5 })
    let dividers = try #require(bus.first(configuration) { $0 & 0b11 == 0 })
    let loop = try #require(bus.first(control) { $0 & 1 << 24 != 0 })
    let change = try #require(bus.first(configuration) { $0 & 0b11 == 0b10 })
    let security = try #require(bus.first(control) { $0 & 1 << 19 != 0 })
    #expect(
      [crystal, waits, dividers, loop, change, security].sorted() == [
        crystal, waits, dividers, loop, change, security,
      ])
  }

  @Test("makes 168 MHz, 48 MHz for USB, 42 and 84 MHz for the buses of 8 MHz")
  func frequencies() throws {
    bus.followClocks()
    #expect(ClockTree(bus: bus).start())
    let loop = try #require(bus.stores(at: factors).last)
    let oscillator = 8_000_000 / (loop & 0x3F) * (loop >> 6 & 0x1FF)
    #expect((100_000_000...432_000_000).contains(oscillator))
    #expect(oscillator / ((loop >> 16 & 0b11) * 2 + 2) == ClockTree<RecordingBus>.processorHertz)
    #expect(oscillator / (loop >> 24 & 0xF) == 48_000_000)
    let dividers = try #require(bus.stores(at: configuration).last)
    // PPRE: 0b1nn divides by 2 << nn (§7.3.3).
    #expect(168_000_000 >> ((dividers >> 10 & 0b11) + 1) == ClockTree<RecordingBus>.slowBusHertz)
    #expect(168_000_000 >> ((dividers >> 13 & 0b11) + 1) == ClockTree<RecordingBus>.fastBusHertz)
    #expect(dividers >> 4 & 0xF == 0)
  }

  @Test("gives up, on the slow clock, when the crystal, the loop or the flash does not follow")
  func failures() {
    #expect(!ClockTree(bus: bus).start())
    #expect(bus.first(flash) == nil && bus.first(configuration) == nil)

    let withoutLoop = RecordingBus()
    withoutLoop.answers[control] = { 1 << 17 }
    #expect(!ClockTree(bus: withoutLoop).start())
    #expect(withoutLoop.first(configuration) { $0 & 0b11 != 0 } == nil)

    let slowFlash = RecordingBus()
    slowFlash.followClocks()
    slowFlash.answers[flash] = { 0 }
    #expect(!ClockTree(bus: slowFlash).start())
    #expect(slowFlash.first(configuration) { $0 & 0b11 != 0 } == nil)
  }

  @Test("reads a peripheral's switch back before anything else is asked of it")
  func switches() {
    Peripheral.spi3.enable(on: bus)
    #expect(bus.log == [.load(0x4002_3840), .store(0x4002_3840, 1 << 15), .load(0x4002_3840)])
  }
}
