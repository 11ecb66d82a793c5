// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Foundation
import Testing

@testable import Controller
@testable import ReferenceBoard
@testable import STM32F405

@Suite("The design on paper")
struct DesignTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("boards/reference")

  private func name(_ pin: Pin) -> String {
    let port =
      switch pin.port {
      case .a: "A"
      case .b: "B"
      case .c: "C"
      case .d: "D"
      case .h: "H"
      }
    return "P\(port)\(pin.number)"
  }

  private let wiring: [(String, Pin)] = [
    ("highSide1", Wiring.highSide1), ("lowSide1", Wiring.lowSide1),
    ("highSide2", Wiring.highSide2), ("lowSide2", Wiring.lowSide2),
    ("overcurrent", Wiring.overcurrent), ("seriesSwitchPump", Wiring.seriesSwitchPump),
    ("stopButton", Wiring.stopButton), ("userButton", Wiring.userButton), ("light", Wiring.light),
    ("coilCurrent", Wiring.coilCurrent), ("packVoltage", Wiring.packVoltage),
    ("contactForce", Wiring.contactForce), ("windingThermistor", Wiring.windingThermistor),
    ("housingThermistor", Wiring.housingThermistor), ("headThermistor", Wiring.headThermistor),
    ("currentZero", Wiring.currentZero), ("headSelect", Wiring.headSelect),
    ("headClock", Wiring.headClock), ("headIn", Wiring.headIn), ("headOut", Wiring.headOut),
    ("housingSelect", Wiring.housingSelect), ("housingClock", Wiring.housingClock),
    ("housingIn", Wiring.housingIn), ("housingOut", Wiring.housingOut),
    ("busPower", Wiring.busPower), ("dataMinus", Wiring.dataMinus), ("dataPlus", Wiring.dataPlus),
  ]

  @Test("the pin map is the program's own")
  func pins() throws {
    let text = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| P") }.map { row in
      row.split(separator: "|").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(rows == wiring.map { [name($0.1), $0.0] })
    #expect(Set(wiring.map { name($0.1) }).count == wiring.count, "a pin is used twice")
  }

  @Test("each converter's channels are those of its pins")
  func channels() {
    func channel(_ pin: Pin) -> UInt32 { pin.port == .c ? pin.number + 10 : pin.number }
    let first = [Wiring.coilCurrent, .init(.a, 1), Wiring.contactForce, Wiring.windingThermistor]
    let second = [Wiring.currentZero, Wiring.housingThermistor, Wiring.headThermistor]
    for index in 0..<4 { #expect(Wiring.firstConverter[index] == channel(first[index])) }
    for index in 0..<3 { #expect(Wiring.secondConverter[index] == channel(second[index])) }
    #expect(channel(Wiring.packVoltage) == 1)
  }

  @Test("start-up code ends the same switch that the program pumps")
  func powerStageOff() throws {
    let code = try String(
      contentsOf: folder.appendingPathComponent("CReferenceBoard/board.c"), encoding: .utf8)
    #expect(Wiring.seriesSwitchPump == Pin(.c, 6))
    #expect(code.contains("0x40020818) = 1u << (6 + 16)"))
    #expect(code.contains("*at(0x40010044) &= ~(1u << 15)"))
  }

  @Test("the tool writes a page that the board takes for its own")
  func configuration() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let tool = Process()
    tool.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tool.arguments = [
      "python3", folder.appendingPathComponent("configuration.py").path, "BENCH-1", "--zero", "600",
      "--scale", "16000", "-o", file.path,
    ]
    try tool.run()
    tool.waitUntilExit()
    let page = [UInt8](try Data(contentsOf: file))
    let bus = RecordingBus()
    for word in 0..<0x1_0000 { bus.memory[0x080C_0000 + UInt32(word) * 4] = .max }
    for (place, byte) in page.enumerated() {
      let address = 0x080C_0000 + UInt32(place & ~3)
      let shift = UInt32(place & 3) * 8
      bus.memory[address] = (bus.memory[address] ?? 0) & ~(0xFF << shift) | UInt32(byte) << shift
    }
    let (device, force) = Memory(bus: bus).configuration()
    #expect((0..<7).map { device.serial[$0] } == Array("BENCH-1".utf8))
    #expect(device.serial[7] == 0)
    #expect(force == ForceScale(zeroCounts: 600, micronewtonsPerCount: 16_000))
    #expect(!device.flags.contains(.simulated))
  }
}
