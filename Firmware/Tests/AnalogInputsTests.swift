// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import STM32F405

@Suite("Analog inputs")
struct AnalogInputsTests {
  private let bus = RecordingBus()
  private var analog: AnalogInputs<RecordingBus> {
    AnalogInputs(bus: bus, first: [0, 1, 2, 3], second: [12, 10, 11, 12])
  }

  @Test("converts in the order given, on the timer's trigger, at no more than 36 MHz")
  func start() throws {
    analog.start()
    #expect(bus.memory[0x4001_2304] == 1 << 16)
    // JL 3: four of them, JSQ1 first.
    #expect(bus.memory[0x4001_2038] == 0x31_8820)
    #expect(bus.memory[0x4001_2138] == 0x36_2D4C)
    #expect(bus.stores(at: 0x4001_2008) == [1, 0x11_0001])
    #expect(bus.stores(at: 0x4001_2108) == [1, 0x11_0001])
    // Only one of the two interrupts.
    #expect(bus.memory[0x4001_2004] == 0x180)
    #expect(bus.memory[0x4001_2104] == 0x100)
  }

  @Test("samples every input for 28 cycles, so that both converters end within 8 µs")
  func times() {
    analog.start()
    for channel in 0..<19 {
      let address: UInt32 = channel < 10 ? 0x4001_2010 : 0x4001_200C
      let code = (bus.memory[address] ?? 0) >> (3 * (channel % 10)) & 0b111
      #expect(code == 2, "channel \(channel)")
    }
    #expect(4.0 * (28 + 12) / 21e6 < 8e-6)
  }

  @Test("powers a converter up before anything starts it")
  func order() throws {
    analog.start()
    let up = try #require(bus.first(0x4001_2008) { $0 == 1 })
    let trigger = try #require(bus.first(0x4001_2008) { $0 & 1 << 20 != 0 })
    let sequence = try #require(bus.first(0x4001_2038))
    #expect(up < sequence && sequence < trigger)
    let looks = bus.log[up..<trigger].count { $0 == .load(0x4001_2000) }
    // 3 µs are 504 cycles.
    #expect(looks >= 504)
  }

  @Test("takes all eight in order and clears the flag by writing 0")
  func take() {
    for index in UInt32(0)..<4 {
      bus.memory[0x4001_203C + 4 * index] = 0xF000 + index
      bus.memory[0x4001_213C + 4 * index] = 100 + index
    }
    let (first, second) = analog.take()
    for index in 0..<4 {
      #expect(first[index] == UInt32(index))
      #expect(second[index] == 100 + UInt32(index))
    }
    analog.acknowledge()
    #expect(bus.stores == [.store(0x4001_2000, ~4), .store(0x4001_2100, ~4)])
  }
}
