// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Simulated device on a pseudo-terminal")
struct PtyDeviceTests {
  static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("tonus-sim")

  @Test(
    "H1, H3: a host in another language says hello, arms, drives, lifts, stops, falls silent"
  )
  func strangerDrives() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("drive_over_pty.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", script.path, Self.program.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("Several devices are served together, and 'quit' ends them all and takes their links away")
  func fleet() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fleet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [
      "serial", "--count", "3", "--link", folder.appendingPathComponent("device").path,
    ]
    let (typed, printed) = (Pipe(), Pipe())
    process.standardInput = typed
    process.standardOutput = printed
    try process.run()
    // Each device says where it is once its link is there.
    var told = ""
    while told.components(separatedBy: "Simulated device").count <= 3 {
      let data = printed.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      told += String(decoding: data, as: UTF8.self)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["device", "device.2", "device.3"])
    #expect(told.contains("SIM-T1-3"))
    try typed.fileHandleForWriting.write(contentsOf: Data("quit\n".utf8))
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
