// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal
import Testing

@Suite("A program that a rehearsal starts", .serialized)
struct RunningProgramTests {
  private var openDescriptors: Int {
    get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
  }

  @Test("leaves no descriptor open when it has ended")
  func descriptors() async throws {
    func run(_ count: Int) async throws {
      for _ in 0..<count {
        let end = try await RunningProgram.run("/bin/sh", ["-c", "echo said; echo told >&2"])
        #expect(end.code == 0)
      }
    }
    // The first keeps what `Process` opens once and for all.
    try await run(1)
    let before = try openDescriptors
    try await run(20)
    let after = try openDescriptors
    #expect(after < before + 10, "\(before) before, \(after) after")
  }
}
