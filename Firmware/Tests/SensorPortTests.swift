// SPDX-License-Identifier: Apache-2.0
import Registers
import Testing

@testable import STM32F405

@Suite("Sensor port")
struct SensorPortTests {
  private let bus = RecordingBus()
  private let buffer: UInt32 = 0x2000_0100
  private let select: UInt32 = 0x4002_0018
  private let low: UInt32 = 1 << 20
  private let high: UInt32 = 1 << 4
  private var port: SensorPort<RecordingBus> {
    SensorPort(bus: bus, port: .spi1, select: Pin(.a, 4), buffer: buffer, interrupts: true)
  }

  @Test("speaks mode 3 as a master at 5.25 MHz, selected by hand")
  func start() {
    port.start()
    #expect(bus.stores.first == .store(select, high))
    #expect(bus.stores(at: 0x4001_3000) == [0, 0x31F, 0x35F])
    // BR 3 divides 84 MHz by 16; on the slow bus BR 2 divides 42 MHz by 8.
    #expect(84_000_000 >> (SerialPeripheral.spi1.rate + 1) == 5_250_000)
    #expect(42_000_000 >> (SerialPeripheral.spi3.rate + 1) == 5_250_000)
  }

  @Test("writes a register between one falling and one rising select")
  func write() {
    bus.answers[0x4001_3008] = { 1 }
    port.write(0xA6, to: 0x10)
    #expect(
      bus.stores == [
        .store(select, low), .store(0x4001_300C, 0x10), .store(0x4001_300C, 0xA6),
        .store(select, high),
      ])
  }

  @Test("gives a port up that never answers")
  func silence() {
    #expect(port.read(0x0F) == 0)
    #expect(bus.stores.last == .store(select, high))
  }

  @Test("begins a reading with both streams stopped, their flags cleared, the receiver first")
  func begin() throws {
    port.prepareReadings(of: 0x2C)
    #expect(bus.memory[buffer] == 0xAC)
    #expect(bus.memory[0x4002_6418] == 0x4001_300C && bus.memory[0x4002_641C] == buffer + 4)
    #expect(bus.memory[0x4002_6460] == 0x4001_300C && bus.memory[0x4002_6464] == buffer)
    bus.forget()
    port.begin()
    let (receiver, transmitter): (UInt32, UInt32) = (0x4002_6410, 0x4002_6458)
    #expect(bus.stores(at: receiver).map { $0 & 1 } == [0, 1])
    #expect(bus.stores(at: transmitter).map { $0 & 1 } == [0, 1])
    let listening = try #require(bus.first(receiver) { $0 & 1 != 0 })
    let speaking = try #require(bus.first(transmitter) { $0 & 1 != 0 })
    let cleared = try #require(bus.first(0x4002_6408))
    let selected = try #require(bus.first(select) { $0 == low })
    #expect(cleared < listening && selected < speaking && listening < speaking)
    // Channel 3, memory increment, transfer-error and end interrupts; the transmitter from memory.
    #expect(bus.memory[receiver] == 0x0600_0415)
    #expect(bus.memory[transmitter] == 0x0600_0441)
    #expect(bus.memory[0x4002_6414] == 3 && bus.memory[0x4002_645C] == 3)
  }

  @Test(
    "ends a reading with its interrupt and its select, and takes the two bytes after the address")
  func finish() {
    bus.memory[buffer + 4] = 0x0012_34FF
    #expect(port.finish() == 0x1234)
    #expect(bus.stores == [.store(0x4002_6408, 0x3D), .store(select, high)])
  }

  @Test("has its streams' flags where the manual has them")
  func flags() {
    let places = (0..<8).map { DMAStream(controller: 0x4002_6000, number: $0) }
    #expect(
      places.map(\.flags) == [
        0x3D, 0xF40, 0x3D_0000, 0xF40_0000, 0x3D, 0xF40, 0x3D_0000, 0xF40_0000,
      ])
    #expect(
      places.map(\.clear.address) == [
        0x4002_6008, 0x4002_6008, 0x4002_6008, 0x4002_6008, 0x4002_600C, 0x4002_600C, 0x4002_600C,
        0x4002_600C,
      ])
  }
}
