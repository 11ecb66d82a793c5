// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities
@testable import Simulator
import Testing

@Suite("Simulated device, reports")
struct ReportTests {
  private func say(_ message: HostMessage, _ sequence: UInt16, _ device: inout SimulatedDevice) {
    let report = HIDReport(message, sequence: sequence)
    device.receive(report: (0..<64).map { report.bytes[$0] })
  }

  private func hear(_ device: inout SimulatedDevice) -> [(DeviceMessage, UInt16)] {
    var heard: [(DeviceMessage, UInt16)] = []
    while let report = device.transmitReport() {
      if case .message(let message, let sequence) = report.decodeDeviceMessage() {
        heard.append((message, sequence))
      }
    }
    return heard
  }

  @Test("answers a hello where it came from, with numbers of that transport's own")
  func hello() throws {
    var device = SimulatedDevice(SimulatedDeviceSettings(serial: "HID-1"))
    device.advance(to: Instant.zero + .milliseconds(300))
    say(.hello(Hello(major: 1, minor: 0, nonce: 77)), 5, &device)
    let heard = hear(&device)
    let first = try #require(heard.first)
    guard case .identity(let identity) = first.0 else {
      Issue.record("\(first) is no identity")
      return
    }
    #expect(identity.nonce == 77)
    #expect(heard.map(\.1) == Array(first.1..<first.1 + UInt16(heard.count)))
    #expect(device.transmit() == nil)
  }

  @Test("H1: a transport that loses its host ends the arm it owns, the other one does not")
  func detaching() {
    for lost in [Transport.hid, .serial] {
      var device = SimulatedDevice(SimulatedDeviceSettings())
      device.advance(to: Instant.zero + .milliseconds(300))
      say(.hello(Hello(major: 1, minor: 0, nonce: 1)), 0, &device)
      let arm = Arm(
        armID: 9, actuatorMask: 1, frequencyMinCentihertz: 2000, frequencyMaxCentihertz: 6000,
        amplitudeMaxMicrometers: 1000, accelerationMaxMilligravities: 3000,
        driveMaxTenthMilliamperes: 4000, energisedMaxMilliseconds: 5000,
        endMilliseconds: device.deviceClock.wireMilliseconds &+ 5000)
      say(.arm(arm), 1, &device)
      #expect(device.device.state == .armed)
      device.detach(lost)
      device.advance(to: device.clock + .milliseconds(20))
      #expect((device.device.state == .armed) == (lost == .serial))
    }
  }
}
