// SPDX-License-Identifier: Apache-2.0
import Links
import Testing

@testable import Discovery

@Suite("Which devices are on USB")
struct RosterTests {
  @Test("a device is one, with its HID interface and its serial line, whichever comes first")
  func composite() {
    var roster = Roster()
    let facts = Samples.facts()
    var found = Samples.found(roster.note(.device(facts)))
    #expect(found?.name == "T1-0042")
    #expect(found?.place.hid == HIDInterface(number: 0, input: 0x81, output: 0x01))
    #expect(found?.place.tty == nil)
    found = Samples.found(roster.note(.tty(of: facts.syspath, node: "/dev/ttyACM3")))
    #expect(found?.place.tty == "/dev/ttyACM3")
    #expect(found?.place.distrust == nil)

    var other = Roster()
    #expect(other.note(.tty(of: facts.syspath, node: "/dev/ttyACM3")).isEmpty)
    #expect(Samples.found(other.note(.device(facts)))?.place.tty == "/dev/ttyACM3")
    #expect(
      Samples.found(other.note(.ttyGone(node: "/dev/ttyACM3")))?.place.hid != nil)
  }

  @Test("H9: a foreign device with the same ids is not ours, nor one of ours with other ids")
  func foreign() {
    var roster = Roster()
    #expect(roster.note(.device(Samples.facts(productName: "Blinky"))).isEmpty)
    #expect(roster.note(.device(Samples.facts(productName: "tonus"))).isEmpty)
    var other = Samples.facts()
    other.vendor = 0x046D
    #expect(roster.note(.device(other)).isEmpty)
    #expect(roster.note(.gone(syspath: other.syspath)).isEmpty)
  }

  @Test("a replug is the same device at another node")
  func replug() {
    var roster = Roster()
    _ = roster.note(.device(Samples.facts(node: "/dev/bus/usb/001/004")))
    #expect(roster.note(.gone(syspath: Samples.facts().syspath)) == [.gone(name: "T1-0042")])
    let again = Samples.facts(path: "1-3", node: "/dev/bus/usb/001/005")
    let found = Samples.found(roster.note(.device(again)))
    #expect(found?.name == "T1-0042")
    #expect(found?.place.node == "/dev/bus/usb/001/005")
    #expect(found?.place.path == "1-3")
  }

  @Test("a device whose end was missed is replaced by what is there now")
  func missedEnd() {
    var roster = Roster()
    _ = roster.note(.device(Samples.facts()))
    let other = Samples.facts(serial: "T1-0043")
    let changes = roster.note(.device(other))
    #expect(changes.first == .gone(name: "T1-0042"))
    #expect(Samples.found(changes)?.name == "T1-0043")
    #expect(roster.note(.only([])) == [.gone(name: "T1-0043")])
  }

  @Test("the same news twice changes nothing")
  func twice() {
    var roster = Roster()
    _ = roster.note(.device(Samples.facts()))
    #expect(roster.note(.device(Samples.facts())).isEmpty)
  }

  @Test(
    "H9: a serial number that is none leaves the device alone, under the name of its port",
    arguments: ["", "a\u{1B}[31mb", "12345678901234567", "tab\there", "ä", "@1-2", "a/b"])
  func serials(serial: String) {
    var roster = Roster()
    let found = Samples.found(roster.note(.device(Samples.facts(serial: serial))))
    #expect(found?.name == "@1-2")
    #expect(found?.place.distrust == .serialNumber)
    #expect(found?.serial.utf8.allSatisfy { (0x20...0x7E).contains($0) } == true)
  }

  @Test("H9: of two devices with one serial number the second is left alone")
  func twins() {
    var roster = Roster()
    _ = roster.note(.device(Samples.facts()))
    let twin = Samples.facts(path: "1-7", node: "/dev/bus/usb/001/009")
    let found = Samples.found(roster.note(.device(twin)))
    #expect(found?.name == "@1-7")
    #expect(found?.place.distrust == .twin)
  }

  @Test("knows no more devices than anybody drives")
  func bounded() {
    var roster = Roster()
    var there = 0
    for number in 0..<200 {
      let facts = Samples.facts(path: "1-\(number)", serial: "T\(number)")
      there += roster.note(.device(facts)).count
      _ = roster.note(.tty(of: "/sys/other/\(number)", node: "/dev/ttyACM\(number)"))
    }
    #expect(there == Roster.capacity)
  }
}

@Suite("A device's descriptors")
struct USBDescriptorsTests {
  @Test("show a composite device's two ways")
  func composite() throws {
    let descriptors = try #require(USBDescriptors(Samples.composite))
    #expect(descriptors.hid == HIDInterface(number: 0, input: 0x81, output: 0x01))
    #expect(descriptors.hasSerial)
  }

  @Test("H9: cut off anywhere they are refused or show less, and never more")
  func cutOff() {
    for length in 0..<Samples.composite.count {
      guard let descriptors = USBDescriptors(Array(Samples.composite.prefix(length))) else {
        continue
      }
      #expect(descriptors.hid == nil || descriptors.hid?.output == 0x01)
    }
  }

  @Test("H9: any byte may be anything")
  func anyByte() {
    for place in Samples.composite.indices {
      for value in UInt8.min...UInt8.max {
        var bytes = Samples.composite
        bytes[place] = value
        _ = USBDescriptors(bytes)
      }
    }
  }

  @Test("an interface without both endpoints, or with other packets, is none")
  func unfit() throws {
    var bytes = Samples.composite
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [7, 5, 0x01, 3, 64]) })
    bytes[place + 4] = 8
    #expect(USBDescriptors(bytes)?.hid == nil)
    bytes[place + 4] = 64
    bytes[place + 3] = 2
    #expect(USBDescriptors(bytes)?.hid == nil)
    var roster = Roster()
    var facts = Samples.facts()
    // A HID interface that does not carry the protocol is not passed over for the serial line.
    facts.descriptors = bytes
    #expect(Samples.found(roster.note(.device(facts)))?.place.distrust == .descriptors)
    facts.descriptors = Array(bytes.prefix(18))
    #expect(Samples.found(roster.note(.device(facts)))?.place.distrust == .descriptors)
    // Without one it is a device with a serial line.
    bytes = Samples.composite
    let interface = try #require(bytes.indices.first { bytes[$0...].starts(with: [9, 4, 0]) })
    bytes[interface + 5] = 0xFF
    facts.descriptors = bytes
    #expect(Samples.found(roster.note(.device(facts)))?.place.distrust == nil)
  }

  @Test("H9: what announces more than it shows is not well formed")
  func missing() throws {
    var bytes = Samples.composite
    bytes.removeLast(7)
    #expect(USBDescriptors(bytes) == nil)
    let total = bytes.count - 18
    bytes[18 + 2] = UInt8(total)
    #expect(USBDescriptors(bytes) == nil, "an interface without its last endpoint")
    let interface = try #require(bytes.indices.last { bytes[$0...].starts(with: [9, 4, 2]) })
    bytes[interface + 4] = 1
    #expect(USBDescriptors(bytes) != nil)
  }
}
