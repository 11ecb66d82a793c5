// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Testing
import USBDevice

@Suite("Descriptors")
struct DescriptorTests {
  let descriptors = Enumeration().endpoint.descriptors

  /// The descriptors within the configuration, each by its own bLength.
  var parts: [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = descriptors.configuration.array[...]
    while let length = rest.first, length >= 2, length <= rest.count {
      parts.append(Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    return rest.isEmpty ? parts : []
  }

  func parts(_ type: UInt8) -> [[UInt8]] { parts.filter { $0[1] == type } }

  @Test("the device is a composite full-speed one with the test id (USB 2.0 §9.6.1)")
  func device() {
    let device = descriptors.device.array
    #expect(device.count == 18 && device[0] == 18 && device[1] == 1)
    #expect(device[2...3] == [0x00, 0x02])
    // An interface association needs this class triple, or hosts do not look for it.
    #expect(device[4...6] == [0xEF, 0x02, 0x01])
    #expect(device[7] == 64)
    #expect(device[8...11] == [0x09, 0x12, 0x01, 0x00])
    #expect(device[17] == 1)
  }

  @Test("wTotalLength and every bLength add up (USB 2.0 §9.6.3)")
  func lengths() {
    let configuration = descriptors.configuration.array
    #expect(!parts.isEmpty)
    #expect(Int(configuration[2]) | Int(configuration[3]) << 8 == configuration.count)
    #expect(parts.map(\.count).reduce(0, +) == configuration.count)
    let proper: [UInt8: Int] = [2: 9, 4: 9, 5: 7, 0x0B: 8, 0x21: 9]
    for part in parts {
      if let length = proper[part[1]] { #expect(part.count == length, "\(part)") }
    }
  }

  @Test("power: self-powered, no remote wakeup, at most 100 mA, which every port grants")
  func power() {
    let configuration = descriptors.configuration.array
    // D7 is reserved and one.
    #expect(configuration[7] == 0xC0)
    #expect(configuration[8] <= 50)
  }

  @Test("interfaces are numbered through and have the endpoints they claim (§9.6.5)")
  func interfaces() {
    let interfaces = parts(4)
    #expect(interfaces.map { $0[2] } == [0, 1, 2])
    #expect(descriptors.configuration.array[4] == UInt8(interfaces.count))
    #expect(Set(interfaces.map { $0[2] }) == Set(InterfaceNumber.allCases.map(\.rawValue)))
    var claimed: [Int] = []
    for part in parts {
      if part[1] == 4 { claimed.append(0) }
      if part[1] == 5 { claimed[claimed.count - 1] += 1 }
    }
    #expect(claimed == interfaces.map { Int($0[4]) })
  }

  @Test("endpoints are unique, of 64 bytes at most, the reports' each millisecond (§9.6.6)")
  func endpoints() throws {
    let endpoints = parts(5)
    let addresses = endpoints.map { $0[2] }
    #expect(Set(addresses).count == addresses.count)
    #expect(Set(addresses) == Set(EndpointAddress.allCases.map(\.rawValue)))
    for part in endpoints {
      let endpoint = try #require(EndpointAddress(rawValue: part[2]))
      // Bits 4 to 6 are reserved.
      #expect(part[2] & 0x70 == 0 && part[2] & 0x0F != 0)
      #expect(Int(part[4]) | Int(part[5]) << 8 == endpoint.packetSize)
      switch endpoint {
      case .reportIn, .reportOut: #expect(part[3] == 3 && part[6] == 1)
      case .notification: #expect(part[3] == 3 && part[6] >= 1)
      case .serialIn, .serialOut: #expect(part[3] == 2)
      }
    }
  }

  @Test("the HID descriptor tells the report descriptor's true length (HID 1.11 §6.2.1)")
  func hid() {
    let hid = parts(0x21)
    #expect(hid.count == 1)
    #expect(hid[0][5] == 1 && hid[0][6] == 0x22)
    #expect(Int(hid[0][7]) | Int(hid[0][8]) << 8 == descriptors.report.count)
    let interface = parts(4)[0]
    // No boot subclass: the boot protocol's requests need not exist.
    #expect(interface[5...7] == [0x03, 0x00, 0x00])
  }

  @Test("H13: no usage page that a kernel would offer to games as force feedback")
  func usagePage() {
    var pages: [Int] = []
    var rest = descriptors.report.array[...]
    // Short items (HID 1.11 §6.2.2.2): the prefix has size, type and tag.
    while let prefix = rest.popFirst() {
      let size = [0, 1, 2, 4][Int(prefix & 3)]
      let value = rest.prefix(size).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(size)
      if prefix & 0xFC == 0x04 { pages.append(value) }
    }
    #expect(pages == [0xFF42])
  }

  @Test("the serial port is one function of two interfaces, and no modem")
  func serialPort() {
    #expect(parts(0x0B).count == 1)
    #expect(parts(0x0B)[0][2...7] == [1, 2, 0x02, 0x02, 0x00, 0])
    // ModemManager probes protocols 1 to 6.
    #expect(parts(4)[1][5...7] == [0x02, 0x02, 0x00])
    #expect(parts(4)[2][5...7] == [0x0A, 0x00, 0x00])
    let functional = parts(0x24)
    #expect(functional.map { $0[2] } == [0x00, 0x01, 0x02, 0x06])
    #expect(functional[3][3...4] == [1, 2])
  }

  @Test("strings are UTF-16 with their true length; the product begins with Tonus (§9.6.7)")
  func strings() {
    #expect(text(descriptors.product)?.hasPrefix("Tonus") == true)
    #expect(text(descriptors.manufacturer) == "Tonus project")
    #expect(text(descriptors.serial) == "T1-0042")
    #expect(descriptors.languages.array == [4, 3, 0x09, 0x04])
  }

  func text(_ data: ControlData) -> String? {
    let bytes = data.array
    guard bytes[0] == bytes.count, bytes[1] == 3 else { return nil }
    let units = stride(from: 2, to: bytes.count, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
    return String(decoding: units, as: UTF16.self)
  }
}
