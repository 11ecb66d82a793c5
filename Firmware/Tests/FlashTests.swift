// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import STM32F405

@Suite("Flash memory")
struct FlashTests {
  private let bus = RecordingBus()
  private let key: UInt32 = 0x4002_3C04
  private let status: UInt32 = 0x4002_3C0C
  private let control: UInt32 = 0x4002_3C10
  private let access: UInt32 = 0x4002_3C00

  init() {
    // Its errors are cleared by writing 1.
    bus.consequences[status] = { _ in 0 }
  }

  private func stores(but address: UInt32) -> [RecordingBus.Access] {
    bus.stores.filter { if case .store(address, _) = $0 { false } else { true } }
  }

  /// What unlocks, between which and the lock the operation stands.
  private func operation(_ stores: [RecordingBus.Access]) -> [RecordingBus.Access] {
    let unlock: [RecordingBus.Access] = [
      .store(key, 0x4567_0123), .store(key, 0xCDEF_89AB), .store(status, 0xF0),
    ]
    let lock: [RecordingBus.Access] = [.store(control, 0x8000_0000)]
    return unlock + stores + lock
  }

  @Test("unlocks, erases one sector and locks")
  func erase() {
    #expect(FlashMemory(bus: bus, patience: 10).erase(.tenth))
    // PSIZE 2, SNB 10, SER; then STRT.
    let expected = operation([.store(control, 0x252), .store(control, 0x1_0252)])
    #expect(stores(but: access) == expected)
  }

  @Test("unlocks, writes one word and locks")
  func program() {
    #expect(FlashMemory(bus: bus, patience: 10).program(7, at: 0x080C_0000))
    // PSIZE 2, PG.
    let expected = operation([.store(control, 0x201), .store(0x080C_0000, 7)])
    #expect(stores(but: access) == expected)
  }

  @Test("empties the data cache, which would go on telling what was there before")
  func cache() {
    bus.memory[access] = 0x705
    #expect(FlashMemory(bus: bus, patience: 10).program(7, at: 0x080C_0000))
    // DCEN off, DCRST, DCEN on.
    #expect(bus.stores(at: access) == [0x305, 0x1305, 0x705])
  }

  @Test("locks and fails when flash stays busy, says an error, or holds something else")
  func failures() {
    bus.answers[status] = { 1 << 16 }
    #expect(!FlashMemory(bus: bus, patience: 10).erase(.eleventh))
    #expect(bus.stores.isEmpty)

    var looks = 0
    bus.answers[status] = {
      looks += 1
      return looks == 1 ? 0 : 1 << 16
    }
    #expect(!FlashMemory(bus: bus, patience: 10).erase(.eleventh))
    #expect(bus.stores(at: control).last == 1 << 31)

    bus.answers[status] = { 1 << 4 }
    #expect(!FlashMemory(bus: bus, patience: 10).program(7, at: 0x080C_0000))
    #expect(bus.stores(at: control).last == 1 << 31)

    bus.answers[status] = nil
    bus.answers[0x080C_0000] = { 6 }
    #expect(!FlashMemory(bus: bus, patience: 10).program(7, at: 0x080C_0000))
  }
}
