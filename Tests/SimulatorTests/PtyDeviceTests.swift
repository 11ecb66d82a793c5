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
}
