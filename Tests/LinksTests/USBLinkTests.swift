// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Links
import Quantities
import Testing

@Suite("A device on USB", .serialized)
struct USBLinkTests {
  private let hid = HIDInterface(number: 0, input: 0x81, output: 0x01)

  private func place(
    hid: HIDInterface? = nil, tty: String? = nil, node: String = "/nowhere/004",
    distrust: Distrust? = nil
  ) -> USBPlace {
    USBPlace(path: "1-2", node: node, hid: hid, tty: tty, distrust: distrust)
  }

  private func opened() throws -> USBLink {
    let link = USBLink(name: "usb:T1")
    try link.open()
    return link
  }

  private func wait(_ holds: () -> Bool) -> Bool {
    for _ in 0..<5000 where !holds() { Thread.sleep(forTimeInterval: 0.001) }
    return holds()
  }

  @Test("is driven by its serial line where HID cannot be had")
  func fallback() throws {
    let terminal = try PseudoTerminal()
    let link = try opened()
    link.attach(place(hid: hid, tty: terminal.path))
    #expect(wait { link.port.state.isOpen })
    #expect(link.transport == .serial)
    link.close()
    #expect(link.port.state.phase == .closed)
  }

  @Test("waits for a serial line that becomes known later than the device")
  func lateLine() throws {
    let link = try opened()
    link.attach(place(hid: hid))
    #expect(wait { link.failure?.code == .missing })
    let terminal = try PseudoTerminal()
    link.attach(place(hid: hid, tty: terminal.path))
    #expect(wait { link.port.state.isOpen })
    link.close()
  }

  @Test("H1: a replug elsewhere is a new generation, and what waited for the old wire is dropped")
  func replug() throws {
    let link = try opened()
    for generation in UInt32(1)...3 {
      let terminal = try PseudoTerminal()
      link.attach(place(tty: terminal.path, node: "/nowhere/00\(generation)"))
      #expect(wait { link.port.state.isOpen && link.port.state.generation == generation })
      #expect(link.port.statistics.commandsDropped == UInt64(generation - 1))
      link.detach()
      #expect(wait { link.port.state.loss == .unplugged })
      #expect(link.transport == nil)
      #expect(link.port.send(.ping(Ping(token: 1)), sequence: 0))
    }
    link.close()
  }

  @Test("H9: a device that is not trusted is not opened, until another is plugged in")
  func distrusted() throws {
    let terminal = try PseudoTerminal()
    let link = try opened()
    link.attach(place(tty: terminal.path, distrust: .descriptors))
    #expect(wait { link.port.state.distrust == .descriptors })
    #expect(!link.port.state.isOpen)
    // However fast it comes back, it is tried anew.
    link.detach()
    link.attach(place(tty: terminal.path))
    #expect(wait { link.port.state.isOpen })
    link.close()
  }

  @Test("H9: says who has it and what to do when another program drives it")
  func busy() throws {
    let terminal = try PseudoTerminal()
    let first = SerialLink(path: terminal.path)
    try first.open()
    let link = try opened()
    link.attach(place(tty: terminal.path))
    #expect(wait { link.port.state.loss == .busy })
    #expect(link.failure?.description.contains("Stop that program first") == true)
    first.close()
    #expect(wait { link.port.state.isOpen })
    link.close()
  }

  @Test("says what to install where the rules are missing")
  func permission() {
    let error = LinkError(code: .permission, name: "/dev/bus/usb/001/004")
    #expect(error.description.contains("make install"))
    #expect(!error.description.contains("dialout"))
  }

  @Test("what is no USB device is not claimed")
  func noDevice() throws {
    let link = try opened()
    link.attach(place(hid: hid, node: "/dev/null"))
    #expect(wait { link.failure != nil })
    #expect(!link.port.state.isOpen)
    link.close()
  }

  @Test("closing twice, and a link that was never attached, is nothing")
  func closing() throws {
    let link = try opened()
    link.close()
    link.close()
    #expect(link.port.state.phase == .closed)
  }
}
