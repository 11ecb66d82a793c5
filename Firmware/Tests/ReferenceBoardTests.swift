// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import Quantities
import Registers
import Testing

@testable import ReferenceBoard
@testable import STM32F405

/// The board on a recorded bus, with a pack of 11.1 V, sensors that lie still and nothing pressed.
private final class Bench {
  let bus = RecordingBus()
  let hardware: Hardware<RecordingBus>
  var body: CoilAndSensors<RecordingBus>
  var inputs = Inputs()

  init() {
    hardware = Hardware(bus: bus, buffers: (head: 0x2000_0100, housing: 0x2000_0108))
    body = CoilAndSensors(hardware: hardware, force: .designed)
    bus.followClocks()
    // What programs store there is write-only; these are the pins.
    bus.memory[0x4002_0810] = 1 << 8
    pack(volts: 11.1)
    for (index, counts) in [(0, 2048), (2, 620), (3, 2048)] as [(UInt32, UInt32)] {
      bus.memory[0x4001_203C + 4 * index] = counts
    }
    for (index, counts) in [(0, 2048), (1, 2048), (2, 2048)] as [(UInt32, UInt32)] {
      bus.memory[0x4001_213C + 4 * index] = counts
    }
  }

  func pack(volts: Float) {
    bus.memory[0x4001_2040] = UInt32(volts / 5.7 / 3.3 * 4095)
  }

  func step(_ drive: Drive, closed: Bool = true) {
    bus.forget()
    body.exchange(Outputs(drive: drive, powerSwitchClosed: closed), &inputs)
  }

  var pump: [UInt32] { bus.stores(at: 0x4002_0818).filter { $0 & (1 << 6 | 1 << 22) != 0 } }
  var isEnabled: Bool { (bus.memory[0x4001_0044] ?? 0) & 1 << 15 != 0 }
}

@Suite("Reference board")
struct ReferenceBoardTests {
  private let bench = Bench()

  @Test("H4: stops the series switch's pump before anything else, clocks included")
  func first() throws {
    #expect(bench.hardware.start())
    let pump = try #require(bench.bus.first(0x4002_0818) { $0 == 1 << 22 })
    let crystal = try #require(bench.bus.first(0x4002_3800))
    #expect(pump < crystal)
    // Before it only the port's clock.
    #expect(bench.bus.stores.first == .store(0x4002_3830, 1 << 2))
    #expect(bench.bus.stores[1] == .store(0x4002_0818, 1 << 22))
  }

  @Test("H4: goes no further than the power stage's end without a crystal")
  func noCrystal() {
    bench.bus.answers[0x4002_3800] = { 0 }
    #expect(!bench.hardware.start())
    #expect(!bench.isEnabled)
    #expect(bench.bus.first(0x4001_0000) == nil)
    #expect(bench.bus.first(0x4002_0418) == nil)
  }

  @Test("H4: hands the gates to the timer only when that idles as a brake, and enables nothing")
  func gates() throws {
    #expect(bench.hardware.start())
    let counting = try #require(bench.bus.first(0x4001_0000) { $0 & 1 != 0 })
    for (mode, shift) in [
      (0x4002_0000, 16), (0x4002_0000, 20), (0x4002_0400, 26), (0x4002_0400, 30),
    ]
      as [(UInt32, UInt32)]
    {
      let given = try #require(bench.bus.first(mode) { $0 >> shift & 0b11 == 0b10 })
      #expect(counting < given, "pin of bit \(shift)")
    }
    #expect(bench.bus.stores(at: 0x4001_0044).allSatisfy { $0 & 1 << 15 == 0 })
    #expect(!bench.bus.stores(at: 0x4002_0818).contains(1 << 6))
  }

  /// Registers of a peripheral without a clock take nothing (RM0090 §7.2.11).
  @Test("touches nothing whose clock does not run")
  func clocks() {
    // Addresses; the register of RCC and the bit that switch its clock.
    let places: [(ClosedRange<UInt32>, UInt32, UInt32)] = [
      (0x4002_0000...0x4002_03FF, 0x30, 0), (0x4002_0400...0x4002_07FF, 0x30, 1),
      (0x4002_0800...0x4002_0BFF, 0x30, 2), (0x4002_0C00...0x4002_0FFF, 0x30, 3),
      (0x4002_6000...0x4002_63FF, 0x30, 21), (0x4002_6400...0x4002_67FF, 0x30, 22),
      (0x4000_3C00...0x4000_3FFF, 0x40, 15), (0x4000_7000...0x4000_73FF, 0x40, 28),
      (0x4001_0000...0x4001_03FF, 0x44, 0), (0x4001_2000...0x4001_20FF, 0x44, 8),
      (0x4001_2100...0x4001_21FF, 0x44, 9), (0x4001_3000...0x4001_33FF, 0x44, 12),
    ]
    #expect(bench.hardware.start())
    var enables: [UInt32: UInt32] = [:]
    var touched: Set<UInt32> = []
    for access in bench.bus.log {
      let address: UInt32
      switch access {
      case .load(let place): address = place
      case .store(let place, let word):
        address = place
        enables[place] = word
      }
      for (place, register, bit) in places where place.contains(address) {
        touched.insert(place.lowerBound)
        let isRunning = (enables[0x4002_3800 + register] ?? 0) >> bit & 1 != 0
        #expect(isRunning, "\(access)")
      }
    }
    #expect(touched.count == places.count)
  }

  @Test("chooses the sensors' settings before it switches them on")
  func sensors() throws {
    bench.bus.answers[0x4001_3008] = { 1 }
    #expect(bench.hardware.start())
    let said = bench.bus.stores(at: 0x4001_300C)
    #expect(said == [0x10, 0, 0x12, 0x44, 0x15, 3, 0x17, 0x40, 0x10, 0xA6])
  }

  @Test("pumps the series switch once a step, and only while it shall be closed")
  func pump() {
    #expect(bench.hardware.start())
    bench.step(.brake, closed: false)
    #expect(bench.pump == [1 << 22] && !bench.isEnabled)
    bench.step(.brake)
    #expect(bench.pump == [1 << 6] && bench.isEnabled)
    bench.step(.current(Current(amperes: 0.1)))
    #expect(bench.pump == [1 << 22] && bench.isEnabled)
    bench.step(.brake, closed: false)
    #expect(bench.pump == [1 << 22] && !bench.isEnabled)
  }

  @Test(
    "H4: opens the switch before the bridge when it ends, and enables a braked bridge before it closes"
  )
  func switchOrder() throws {
    #expect(bench.hardware.start())
    bench.step(.current(Current(amperes: 1)))
    let enabled = try #require(bench.bus.first(0x4001_0044) { $0 & 1 << 15 != 0 })
    let forced = try #require(bench.bus.first(0x4001_0018) { $0 == 0x48 })
    let closed = try #require(bench.bus.first(0x4002_0818) { $0 == 1 << 6 })
    #expect(forced < enabled && enabled < closed)
    bench.step(.current(Current(amperes: 1)), closed: false)
    let opened = try #require(bench.bus.first(0x4002_0818) { $0 == 1 << 22 })
    let disabled = try #require(bench.bus.first(0x4001_0044) { $0 & 1 << 15 == 0 })
    #expect(opened < disabled)
  }

  @Test("drives toward the current asked for, by its sign, and brakes without a pack")
  func current() {
    #expect(bench.hardware.start())
    bench.step(.current(Current(amperes: 1)))
    // 3 V of 11.1 V on half 1.
    let counts = bench.bus.memory[0x4001_0034] ?? 0
    #expect((555...580).contains(counts) && bench.bus.memory[0x4001_003C] == 0)
    bench.step(.current(Current(amperes: -1)))
    #expect(abs(bench.inputs.actuators[0].voltage.volts - 3) < 0.01)
    #expect(bench.bus.memory[0x4001_0034] == 0 && bench.bus.memory[0x4001_003C] ?? 0 > 0)
    bench.pack(volts: 3)
    bench.step(.current(Current(amperes: 1)))
    #expect(bench.bus.memory[0x4001_0018] == 0x48)
  }

  @Test("H4: stays braked and open once the bridge has broken, whatever is asked for")
  func broken() {
    #expect(bench.hardware.start())
    bench.step(.current(Current(amperes: 1)))
    bench.bus.memory[0x4001_0010] = 1 << 7
    for _ in 0..<10 {
      bench.step(.current(Current(amperes: 1)))
      #expect(!bench.isEnabled && bench.pump == [1 << 22])
    }
    bench.step(.brake, closed: false)
    bench.step(.current(Current(amperes: 1)))
    #expect(!bench.isEnabled && bench.body.isBroken)
  }

  @Test("reads what lies on its inputs, in physical units")
  func readings() {
    #expect(bench.hardware.start())
    bench.bus.memory[0x4001_203C] = 2048 + 620
    bench.bus.memory[0x4001_2044] = 620 + 621
    bench.bus.memory[0x2000_0104] = 2049 << 8
    for _ in 0..<3 { bench.step(.brake, closed: false) }
    #expect(abs(bench.inputs.actuators[0].current.amperes - 1) < 0.01)
    #expect(abs(bench.inputs.actuators[0].contactForce.newtons - 10) < 0.1)
    #expect(abs(bench.inputs.actuators[0].winding.celsius - 25) < 0.1)
    #expect(abs(bench.inputs.actuators[0].housingTemperature.celsius - 25) < 0.1)
    #expect(abs(bench.inputs.actuators[0].headTemperature.celsius - 25) < 0.1)
    #expect(abs(bench.inputs.supply.volts - 3.7) < 0.02)
    #expect(abs((bench.inputs.battery ?? 0) - 0.5) < 0.03)
    #expect(!bench.inputs.stopButton && !bench.inputs.button)
    // Gravity at rest is no acceleration.
    #expect(abs(bench.inputs.actuators[0].head.g) < 0.01)
  }

  @Test("H3: takes a torn wire of the stop button for a press")
  func stopButton() {
    bench.bus.memory[0x4002_0810] = 1 << 7 | 1 << 8
    bench.step(.brake, closed: false)
    #expect(bench.inputs.stopButton)
  }

  @Test("ends both readings at each step")
  func select() {
    bench.step(.brake, closed: false)
    #expect(bench.bus.stores(at: 0x4002_0018).contains(1 << 4))
    #expect(bench.bus.stores(at: 0x4002_0C18).contains(1 << 2))
  }
}
