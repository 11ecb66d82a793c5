// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Links
import Quantities
import Testing

@Suite("A serial line", .serialized)
struct SerialLinkTests {
  private func code(_ body: () throws -> Void) -> LinkError.Code? {
    do {
      try body()
      return nil
    } catch { return (error as? LinkError)?.code }
  }

  @Test("H9: refuses a second driver and says what to do")
  func secondDriver() throws {
    let terminal = try PseudoTerminal()
    let first = SerialLink(path: terminal.path)
    try first.open()
    let second = SerialLink(path: terminal.path)
    do {
      try second.open()
      Issue.record("the second driver was let in")
    } catch {
      #expect(error.code == .busy)
      #expect(error.description.contains("another program drives this device"))
      #expect(error.description.contains(terminal.path))
    }
    // The refusal has not loosened the first one's claim, and its end frees the line.
    #expect(code { try second.open() } == .busy)
    first.close()
    #expect(code { try second.open() } == nil)
    second.close()
  }

  @Test("names a path where nothing is, and one that is no terminal")
  func wrongPaths() {
    #expect(code { try SerialLink(path: "/nowhere/ttyACM9").open() } == .missing)
    #expect(code { try SerialLink(path: "/dev/null").open() } == .notATerminal)
  }

  @Test("H1: is opened again after an unplug, as a new generation without old messages")
  func reopen() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appending(path: "device").path

    let link = SerialLink(path: path)
    try link.openWhenPresent()
    #expect(!link.port.state.isOpen)
    for generation in UInt32(1)...2 {
      let terminal = try PseudoTerminal()
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: terminal.path)
      #expect(wait { link.port.state.isOpen && link.port.state.generation == generation })
      #expect(link.port.statistics.commandsDropped == UInt64(generation - 1))
      try FileManager.default.removeItem(atPath: path)
      unplug(terminal)
      #expect(wait { link.port.state.phase == .lost })
      #expect(link.port.send(.ping(Ping(token: 1)), sequence: 0))
    }
    link.close()
    #expect(link.port.state.phase == .closed)
  }

  @Test("sends a stop that still waits when it is closed")
  func closing() throws {
    let terminal = try PseudoTerminal()
    let link = SerialLink(path: terminal.path)
    try link.open()
    link.port.stop(Stop(stopID: 3, reason: .shutdown), sequence: 1)
    link.close()
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe read(terminal.descriptor, &bytes, bytes.count)
    var decoder = HostSerialDecoder()
    var stopID: UInt16?
    for byte in bytes[..<max(0, count)] {
      if case .message(.stop(let stop), _)? = decoder.push(byte) { stopID = stop.stopID }
    }
    #expect(stopID == 3)
  }

  private func unplug(_ terminal: consuming PseudoTerminal) {}

  private func wait(_ holds: () -> Bool) -> Bool {
    for _ in 0..<5000 where !holds() { Thread.sleep(forTimeInterval: 0.001) }
    return holds()
  }
}
