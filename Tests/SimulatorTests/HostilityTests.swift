// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
@testable import Simulator
import Testing
import USBDevice

@Suite("Hostile USB devices")
struct HostilityTests {
  @Test("none ever returns more than was asked for", arguments: Hostility.allCases)
  func neverTooMuch(kind: Hostility) {
    var host = USBHost([kind])
    host.run(milliseconds: 300)
    host.importDevice()
    for value in [0x0100, 0x0200, 0x0300, 0x0301, 0x0302, 0x0303, 0x2200] as [UInt16] {
      for length in [0, 1, 9, 64, 255] as [UInt16] {
        let type: UInt8 = value == 0x2200 ? 0x81 : 0x80
        let data = host.control(type, 6, value: value, index: 0x0409, length: length)
        #expect((data?.count ?? 0) <= Int(length))
      }
    }
    let isConfigured = host.configure()
    #expect(isConfigured)
    host.submit(1, data: report(USBMassagerTests.hello))
    for length in [0, 1, 63, 64, 65, 128, 4096] {
      for endpoint in [1, 2, 3] as [UInt32] {
        _ = host.listen(endpoint, asking: length, milliseconds: 20)
      }
    }
    #expect(host.excesses == 0 && !host.connection.isOver)
  }

  /// What a configured device of a kind sends in reply to a hello within a second.
  private func heard(_ kind: Hostility, asking length: Int = 64) throws -> [USBHost.Reply] {
    var host = try USBMassagerTests.plugged(kind)
    host.submit(1, data: report(USBMassagerTests.hello))
    host.run(milliseconds: 2)
    return host.listen(1, asking: length, milliseconds: 1000)
  }

  @Test("a foreign device has the ids and no product string of ours")
  func foreign() {
    let ours = USBDescriptors(serial: SimulatedDeviceSettings.text("T1"))
    let spoiled = ours.spoiled(by: .foreign)
    #expect((0..<18).allSatisfy { ours.device.bytes[$0] == spoiled.device.bytes[$0] })
    #expect(spoiled.product.bytes[2] == UInt8(ascii: "W"))
  }

  @Test("descriptors are spoiled where they should be")
  func descriptors() {
    let ours = USBDescriptors(serial: SimulatedDeviceSettings.text("T1"))
    #expect(ours.spoiled(by: .badConfiguration).configuration.bytes[100] == 200)
    // ENDPOINT descriptors of the HID interface.
    #expect(ours.configuration.bytes[28] == 5 && ours.configuration.bytes[35] == 5)
    let noOut = ours.spoiled(by: .noOut).configuration
    #expect(noOut.count == 100 && noOut.bytes[2] == 100 && noOut.bytes[13] == 1)
    #expect(noOut.bytes[35] == 0x0B)
    #expect(ours.spoiled(by: .smallPackets).configuration.bytes[31] == 8)
    #expect(ours.spoiled(by: .wrongClass).configuration.bytes[14] == 0xFF)
    #expect(ours.spoiled(by: .noSerial).device.bytes[16] == 0)
    let serial = ours.spoiled(by: .badSerial).serial
    #expect(serial.count > 2 && serial.bytes[2] == 0x1B)
  }

  @Test("H13: noise for a report descriptor is never a force-feedback page")
  func badReport() {
    let report = USBDescriptors(serial: SimulatedDeviceSettings.text("T1"))
      .spoiled(by: .badReport).report
    #expect((0..<report.count).allSatisfy { report.bytes[$0] & 0xFC != 0x04 })
  }

  @Test("nak and deaf say nothing; nak still answers on the control endpoint")
  func silent() throws {
    #expect(try heard(.nak).isEmpty && heard(.deaf).isEmpty)
    for (kind, answers) in [(Hostility.nak, true), (.deaf, false)] {
      var host = try USBMassagerTests.plugged(kind)
      let configuration = host.control(0x80, 8, length: 1)
      #expect((configuration == [1]) == answers)
    }
  }

  @Test("a flood does not wait for the next millisecond")
  func flood() throws {
    var host = try USBMassagerTests.plugged(.flood)
    for _ in 0..<500 { host.submit(1, asking: 64) }
    #expect(host.replies.count { $0.data.count == 64 } == 500)
  }

  @Test("short, oversize and noisy reports are what they say")
  func reports() throws {
    let short = try heard(.short)
    #expect(!short.isEmpty && short.allSatisfy { $0.status == 0 && $0.data.count < 64 })
    let oversize = try heard(.oversize)
    #expect(!oversize.isEmpty && oversize.allSatisfy { $0.status == -75 && $0.data.count == 64 })
    let garbage = try heard(.garbage)
    #expect(garbage.count > 900 && messages(garbage).isEmpty)
  }

  @Test("a halted endpoint stalls until the host clears it, then goes on")
  func stalls() throws {
    var host = try USBMassagerTests.plugged(.stall)
    host.submit(1, data: report(USBMassagerTests.hello))
    let heard = host.listen(1, asking: 64, milliseconds: 400)
    #expect(heard.contains { $0.status == 0 } && heard.last?.status == -32)
    let cleared = host.control(0x02, 1, value: 0, index: 0x81)
    let after = host.listen(1, asking: 64, milliseconds: 20)
    #expect(cleared != nil && after.contains { $0.status == 0 })
    #expect(try self.heard(.stallAlways).allSatisfy { $0.status == -32 })
  }

  @Test("absurd telemetry is well-formed and beyond everything")
  func absurd() throws {
    let heard = messages(try heard(.absurd))
    let telemetry = heard.compactMap { message in
      if case .telemetry(let telemetry) = message { telemetry } else { nil }
    }
    #expect(telemetry.count > 500)
    #expect(telemetry.allSatisfy { $0.headPeakMilligravities == .max && $0.latches == .max })
    #expect(Set(telemetry.map(\.clockMilliseconds)).count > telemetry.count / 2)
  }

  @Test("the identity of a liar has another serial number than its string")
  func otherSerial() throws {
    let identity = try #require(USBMassagerTests.identity(messages(try heard(.otherSerial))))
    #expect(identity.serial[0] == UInt8(ascii: "O"))
  }

  @Test("a device of the future says version 2, and that ours is not its own")
  func otherVersion() throws {
    let heard = messages(try heard(.otherVersion))
    #expect(USBMassagerTests.identity(heard)?.major == 2)
    #expect(
      heard.contains { message in
        if case .answer(let answer) = message { answer.result == .versionMismatch } else { false }
      })
  }

  @Test("an actuator that cannot be has no moving mass")
  func badActuator() throws {
    let masses = messages(try heard(.badActuator)).compactMap { message in
      if case .actuator(let actuator) = message { actuator.movingMassTenthGrams } else { nil }
    }
    #expect(!masses.isEmpty && masses.allSatisfy { $0 == 0 })
  }

  @Test("a loose plug goes soon after it was configured, and comes back")
  func loose() throws {
    var host = try USBMassagerTests.plugged(.loose)
    host.run(milliseconds: 110)
    #expect(!host.devices[0].isPresent)
    host.run(milliseconds: 500)
    #expect(host.devices[0].isPresent)
  }
}
