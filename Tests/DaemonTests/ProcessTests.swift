// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing

/// A `tonusd` of this build with a simulated device, in a directory of its own.
final class DaemonProcess {
  let directory: URL
  let process = Process()
  private let errors = Pipe()

  var socket: String { directory.appending(path: "s").path }
  var state: String { directory.appending(path: "state").path }

  /// The programs lie beside the tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "tonusd")

  init(directory: URL? = nil, _ arguments: [String] = ["--device", "sim:t1"]) throws {
    self.directory =
      directory
      ?? FileManager.default.temporaryDirectory.appending(
        path: "tonusd-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: self.directory, withIntermediateDirectories: true)
    process.executableURL = Self.program
    process.arguments =
      arguments
      + [
        "--socket", self.directory.appending(path: "s").path, "--state",
        self.directory.appending(path: "state").path,
      ]
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: directory)
  }

  func client() async throws -> TonusClient {
    for _ in 0..<500 {
      if let client = try? await TonusClient.connect(path: socket) { return client }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await TonusClient.connect(path: socket)
  }

  /// Its exit code, and what it said on the standard error.
  func end() async throws -> (code: Int32, said: String) {
    for _ in 0..<1000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    try #require(!process.isRunning, "tonusd did not end within ten seconds")
    return (
      process.terminationStatus,
      String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    )
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }
}

@Suite("tonusd as a process", .serialized)
struct ProcessTests {
  @Test("refuses a second daemon on the same socket, and the first goes on")
  func secondDaemon() async throws {
    let first = try DaemonProcess()
    let client = try await first.client()
    let second = try DaemonProcess(directory: first.directory)
    let (code, said) = try await second.end()
    #expect(code == 75)
    #expect(said.contains("another daemon already does"), "\(said)")
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
    try await Task.sleep(for: .milliseconds(300))
    let began = ContinuousClock.now
    daemon.signal(SIGTERM)
    let (code, said) = try await daemon.end()
    #expect(code == 0, "\(said)")
    #expect(ContinuousClock.now - began < .seconds(3))
    #expect(said.contains("standstill in"), "\(said)")
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
    try await Task.sleep(for: .milliseconds(300))
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
    let (code, said) = try await DaemonProcess(arguments).end()
    #expect(code == 64)
    #expect(said.contains(words), "\(said)")
  }

  @Test("says so when the records cannot be kept")
  func unwritableState() async throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "tonusd-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    // A file where the directory should be is unwritable for root too.
    try Data().write(to: directory.appending(path: "state"))
    let (code, said) = try await DaemonProcess(directory: directory).end()
    #expect(code == 74)
    #expect(said.contains("records"), "\(said)")
  }

  @Test("reads devices, socket and state from a configuration file")
  func configuration() async throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "tonusd-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
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
    let scripts = root.appending(path: "Tests/scripts")
    let environment = try await run(scripts.appending(path: "python-varlink.sh").path, [])
    try #require(environment.code == 0, "\(environment.output)")
    let python = environment.output.split(separator: "\n").last.map(String.init) ?? ""
    let daemon = try DaemonProcess()
    try await waitUntilReady(daemon.client())
    let result = try await run(
      python, [scripts.appending(path: "drive_tonusd.py").path, "unix:\(daemon.socket)"])
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output.contains("tonusd driven"), "\(result.output)")
    daemon.signal(SIGTERM)
    #expect(try await daemon.end().code == 0)
  }

  private func run(_ program: String, _ arguments: [String]) async throws -> (
    output: String, code: Int32
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          try process.run()
          let data = pipe.fileHandleForReading.readDataToEndOfFile()
          process.waitUntilExit()
          continuation.resume(
            returning: (String(decoding: data, as: UTF8.self), process.terminationStatus))
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }
}
