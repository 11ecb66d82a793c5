// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities
@testable import Simulator
import Testing
import USBDevice

@Suite("Simulated device over USB/IP")
struct USBMassagerTests {
  static let hello = HostMessage.hello(Hello(major: 1, minor: 0, nonce: 0xBEEF))

  /// A configured device after its self-test.
  static func plugged(
    _ hostility: Hostility? = nil, faults: [ScheduledFault] = []
  ) throws -> USBHost {
    var host = USBHost([hostility], faults: faults)
    host.run(milliseconds: 300)
    host.importDevice()
    let isConfigured = host.configure()
    try #require(isConfigured)
    return host
  }

  static func identity(_ messages: [DeviceMessage]) -> Identity? {
    for case .identity(let identity) in messages { return identity }
    return nil
  }

  @Test("lists what is plugged in and free, and lends it to one host at a time")
  func listing() {
    var host = USBHost([nil, nil, nil])
    host.devices[1].device.inject(.unplug)
    host.run(milliseconds: 1)
    host.send([0x01, 0x11, 0x80, 0x05, 0, 0, 0, 0])
    #expect(host.plain[8..<12] == [0, 0, 0, 2])
    #expect(host.plain.count == 12 + 2 * 324)
    for (name, status) in [("1-2", 4), ("1-9", 4), ("", 4)] as [(String, UInt8)] {
      var other = host
      other.importDevice(name)
      #expect(other.connection.imported == nil && other.plain.last == status)
    }
    var busy = host
    busy.isTaken = true
    busy.importDevice("1-3")
    #expect(busy.connection.imported == nil && busy.plain.last == 2)
    host.importDevice("1-3")
    #expect(host.connection.imported == 2)
  }

  @Test("enumerates as a kernel does")
  func enumerates() {
    var host = USBHost()
    host.run(milliseconds: 300)
    host.importDevice()
    let device = host.control(0x80, 6, value: 0x0100, length: 18)
    #expect(device?.count == 18)
    // Three times, as Linux asks for the qualifier.
    for _ in 0..<3 {
      let qualifier = host.control(0x80, 6, value: 0x0600, length: 10)
      #expect(qualifier == nil)
    }
    let header = host.control(0x80, 6, value: 0x0200, length: 9)
    #expect(header?[2] == 107)
    let configuration = host.control(0x80, 6, value: 0x0200, length: 107)
    #expect(configuration?.count == 107)
    let serial = host.control(0x80, 6, value: 0x0303, index: 0x0409, length: 255)
    #expect(serial == [12, 3] + Array("USB-1".utf8).flatMap { [$0, 0] })
    let early = host.submit(1, asking: 64)
    host.run(milliseconds: 1)
    #expect(host.take(early)?.status == -32)
    let isConfigured = host.configure()
    #expect(isConfigured)
    let idle = host.control(0x21, 0x0A)
    let coding = host.control(0x21, 0x20, index: 1, data: [0, 0xC2, 1, 0, 0, 0, 8])
    let report = host.control(0x81, 6, value: 0x2200, length: 64)
    #expect(idle != nil && coding != nil && report?.count == 35)
  }

  @Test("HELLO is answered by IDENTITY over HID, one report a millisecond")
  func overHID() throws {
    var host = try Self.plugged()
    let out = host.submit(1, data: report(Self.hello))
    host.run(milliseconds: 1)
    #expect(host.take(out)?.status == 0)
    let heard = host.listen(1, asking: 64, milliseconds: 100)
    let identity = try #require(Self.identity(messages(heard)))
    #expect(identity.nonce == 0xBEEF)
    #expect(heard.count <= 100 && heard.count > 90)
    #expect(messages(heard).count == heard.count)
  }

  @Test("HELLO is answered by IDENTITY over CDC-ACM")
  func overCDC() throws {
    var host = try Self.plugged()
    let frame = HostCodec.encode(Self.hello, sequence: 0)
    _ = host.control(0x21, 0x22, value: 3, index: 1)
    let state = host.submit(2, asking: 16)
    let out = host.submit(3, data: (0..<frame.count).map { frame.bytes[$0] })
    host.run(milliseconds: 1)
    #expect(host.take(out)?.status == 0)
    // Carrier and data set ready.
    #expect(host.take(state)?.data == [0xA1, 0x20, 0, 0, 1, 0, 2, 0, 3, 0])
    var decoder = DeviceSerialDecoder()
    var heard: [DeviceMessage] = []
    for byte in host.listen(3, asking: 128, milliseconds: 20).flatMap(\.data) {
      if case .message(let message, _) = decoder.push(byte) { heard.append(message) }
    }
    #expect(Self.identity(heard)?.nonce == 0xBEEF)
    #expect(decoder.refused == 0)
    // The other transport was not greeted and says nothing.
    let reports = host.listen(1, asking: 64, milliseconds: 20)
    #expect(reports.isEmpty)
  }

  @Test("UNLINK is answered: -104 and no reply for what waits, 0 for what is over")
  func unlinking() throws {
    var host = try Self.plugged(.deaf)
    let waiting = host.submit(1, asking: 64)
    let control = host.submit(0, asking: 1, setup: [0x80, 8, 0, 0, 0, 0, 1, 0])
    host.run(milliseconds: 50)
    #expect(host.replies.isEmpty)
    for number in [waiting, control] {
      let first = host.unlink(number)
      #expect(host.take(first)?.status == -104)
      let again = host.unlink(number)
      #expect(host.take(again)?.status == 0)
    }
    host.run(milliseconds: 50)
    #expect(host.replies.isEmpty)
  }

  @Test("what was finished before an UNLINK is told before it")
  func order() throws {
    var host = try Self.plugged()
    _ = host.submit(1, data: report(Self.hello))
    host.run(milliseconds: 1)
    let number = host.submit(1, asking: 64)
    host.now = host.now + .milliseconds(1)
    host.devices[0].advance(to: host.now)
    let unlink = host.unlink(number)
    let order = host.replies.map(\.sequence).filter { $0 >= number }
    #expect(order == [number, unlink])
    #expect(host.take(unlink)?.status == 0)
  }

  @Test("one output report a millisecond is taken, the rest waits its turn")
  func pacing() throws {
    var host = try Self.plugged()
    let numbers = (0..<10).map { _ in host.submit(1, data: report(.ping(Ping(token: 1)))) }
    for count in 1...10 {
      host.run(milliseconds: 1)
      #expect(numbers.count { number in host.replies.contains { $0.sequence == number } } == count)
    }
  }

  @Test("a host that sends far more than can be under way is let go")
  func backPressure() throws {
    var host = try Self.plugged(.nak)
    for _ in 0..<USBMassager.pendingLimit { host.submit(1, asking: 64) }
    #expect(!host.connection.isOver)
    host.submit(1, asking: 64)
    #expect(host.connection.isOver && !host.connection.wantsInput)
  }

  @Test(
    "H1: closing the port ends a session there, de-configuration ends both",
    arguments: [true, false])
  func detaching(byClosing: Bool) throws {
    var host = try Self.plugged()
    _ = host.control(0x21, 0x22, value: 1, index: 1)
    let arm = Arm(
      armID: 9, actuatorMask: 1, frequencyMinCentihertz: 2000, frequencyMaxCentihertz: 6000,
      amplitudeMaxMicrometers: 1000, accelerationMaxMilligravities: 3000,
      driveMaxTenthMilliamperes: 4000, energisedMaxMilliseconds: 5000, endMilliseconds: 10_000)
    for message in [Self.hello, .arm(arm)] {
      let frame = HostCodec.encode(message, sequence: 1)
      host.submit(3, data: (0..<frame.count).map { frame.bytes[$0] })
    }
    host.run(milliseconds: 10)
    #expect(host.devices[0].device.device.state == .armed)
    _ = byClosing ? host.control(0x21, 0x22, value: 0, index: 1) : host.control(0x00, 9, value: 0)
    host.run(milliseconds: 200)
    #expect(host.devices[0].device.device.state == .idle)
  }

  @Test("H3: a stop by SET_REPORT is obeyed at once, before the reports that wait")
  func stopOnControl() throws {
    var host = try Self.plugged()
    let waiting = (0..<5).map { _ in host.submit(1, data: report(Self.hello)) }
    let stop = report(.stop(Stop(stopID: 3, reason: .user)))
    let answer = host.control(0x21, 9, value: 0x0202, data: stop)
    #expect(answer != nil)
    #expect(host.replies.allSatisfy { !waiting.contains($0.sequence) })
    host.run(milliseconds: 10)
    #expect(host.devices[0].device.device.latchMask != 0)
  }

  @Test("a machine too slow for the device still serves the bus, and the device makes up for it")
  func stall() throws {
    var host = try Self.plugged()
    let before = host.devices[0].device.clock
    host.now = host.now + .seconds(Int64(1))
    host.run(milliseconds: 1)
    #expect(host.devices[0].isBehind)
    #expect(host.devices[0].device.clock - before <= USBMassager.longestStride)
    let configuration = host.control(0x80, 8, length: 1)
    #expect(configuration == [1])
    host.run(milliseconds: 120)
    #expect(!host.devices[0].isBehind)
  }

  @Test("a frozen device answers nothing and comes back as if plugged in anew")
  func freezing() throws {
    var host = try Self.plugged()
    host.devices[0].device.inject(.freeze, value: 0.2)
    let control = host.submit(0, asking: 1, setup: [0x80, 8, 0, 0, 0, 0, 1, 0])
    host.run(milliseconds: 150)
    #expect(host.take(control) == nil && host.devices[0].isPresent)
    host.run(milliseconds: 100)
    #expect(!host.devices[0].isPresent)
    host.run(milliseconds: 500)
    #expect(host.devices[0].isPresent)
  }
}
