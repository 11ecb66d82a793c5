// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Rehearsal
import Testing

/// A `tonusd` of this build with a simulated device, in a directory of its own.
final class DaemonProcess {
  let directory: URL
  private let program: RunningProgram

  var socket: String { directory.appending(path: "s").path }

  init(directory: URL? = nil, _ arguments: [String] = ["--device", "sim:t1"]) throws {
    let directory = try directory ?? Self.newDirectory()
    self.directory = directory
    // The programs lie beside the tests.
    let tonusd = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "tonusd")
    program = try RunningProgram(
      tonusd,
      arguments + [
        "--socket", directory.appending(path: "s").path,
        "--state", directory.appending(path: "state").path,
      ])
  }

  deinit {
    program.destroy()
    try? FileManager.default.removeItem(at: directory)
  }

  static func newDirectory() throws -> URL {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "tonusd-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
  }

  func client() async throws -> TonusClient {
    for _ in 0..<500 {
      if let client = try? await TonusClient.connect(path: socket) { return client }
      guard program.isRunning else { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await TonusClient.connect(path: socket)
  }

  /// Its exit code, and what it said.
  func end() async throws -> RunningProgram.End { try await program.end(seconds: 10) }

  func signal(_ number: Int32) { program.signal(number) }
}

@Suite("tonusd as a process", .serialized)
struct ProcessTests {
  @Test("refuses a second daemon on the same socket, and the first goes on")
  func secondDaemon() async throws {
    let first = try DaemonProcess()
    let client = try await first.client()
    let second = try DaemonProcess(directory: first.directory)
    let end = try await second.end()
    #expect(end.code == 75)
    #expect(end.said.contains("another daemon already does"), "\(end.said)")
    #expect(try await client.listDevices().count == 1)
    first.signal(SIGTERM)
    #expect(try await first.end().code == 0)
    #expect(!FileManager.default.fileExists(atPath: first.socket))
  }

  @Test("H3: SIGTERM ramps down, confirms standstill, records and exits")
  func terminates() async throws {
    let daemon = try DaemonProcess()
    try await waitUntilReady(daemon.client())
    let driver = try await Driver(daemon.socket)
    try await eventually(driver.client) { $0.isInMotion }
    daemon.signal(SIGTERM)
    let end = try await daemon.end()
    #expect(end.code == 0, "\(end.said)")
    #expect(end.said.contains("standstill in"), "\(end.said)")
    let again = try DaemonProcess(directory: daemon.directory)
    let client = try await again.client()
    let record = try await client.showRecord(session: driver.session)
    #expect(record.standstillConfirmed)
    #expect(record.reason == "The daemon was shut down.")
    again.signal(SIGTERM)
    _ = try await again.end()
  }

  @Test("H2: a session that was cut off with the daemon counts in full, and nothing goes on")
  func killed() async throws {
    let daemon = try DaemonProcess()
    try await waitUntilReady(daemon.client())
    let driver = try await Driver(daemon.socket)
    try await eventually(driver.client) { $0.isInMotion }
    daemon.signal(SIGKILL)
    _ = try await daemon.end()
    // The socket's file is stale now; the next daemon replaces it.
    #expect(FileManager.default.fileExists(atPath: daemon.socket))
    let again = try DaemonProcess(directory: daemon.directory)
    let client = try await again.client()
    let record = try await client.showRecord(session: driver.session)
    #expect(record.outcome == "interrupted")
    #expect(record.energisedMs >= 5000)
    #expect(try await client.monitor().phase == "idle")
    again.signal(SIGINT)
    #expect(try await again.end().code == 0)
  }

  @Test(
    "says what is wrong with the command line and the configuration",
    arguments: [
      (["--device", "sim:t9"], "sim:t1"), (["--device", "nonsense"], "serial:PATH"),
      (["--device", "sim:t1", "--device", "sim:t1"], "twice"),
      (["--config", "/nonexistent"], "Could not read the configuration"),
      (["--device", "sim:t1", "--group", "no-such-group"], "no such group"),
    ])
  func usage(_ arguments: [String], _ words: String) async throws {
    let end = try await DaemonProcess(arguments).end()
    #expect(end.code == 64)
    #expect(end.said.contains(words), "\(end.said)")
  }

  @Test("says so when the records cannot be kept")
  func unwritableState() async throws {
    let directory = try DaemonProcess.newDirectory()
    // A file where the directory should be is unwritable for root too.
    try Data().write(to: directory.appending(path: "state"))
    let end = try await DaemonProcess(directory: directory).end()
    #expect(end.code == 74)
    #expect(end.said.contains("records"), "\(end.said)")
  }

  @Test("reads devices, socket and state from a configuration file")
  func configuration() async throws {
    let directory = try DaemonProcess.newDirectory()
    let file = directory.appending(path: "tonusd.yaml")
    try Data("devices: ['sim:t1']\n".utf8).write(to: file)
    let daemon = try DaemonProcess(directory: directory, ["--config", file.path])
    #expect(try await daemon.client().listDevices().map(\.id) == ["sim:t1"])
    daemon.signal(SIGTERM)
    _ = try await daemon.end()
  }

  @Test("the Python package's client drives a session, unmodified")
  func python() async throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let python = try await VarlinkPython.interpreter(repository: root)
    let daemon = try DaemonProcess()
    try await waitUntilReady(daemon.client())
    let script = root.appending(path: "Tests/scripts/drive_tonusd.py")
    let result = try await RunningProgram.run(python, [script.path, "unix:\(daemon.socket)"])
    #expect(result.code == 0, "\(result.said)")
    #expect(result.said.contains("tonusd driven"), "\(result.said)")
    daemon.signal(SIGTERM)
    #expect(try await daemon.end().code == 0)
  }
}
