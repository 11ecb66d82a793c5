// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Varlink

@Suite("A listening socket")
struct UnixListenerTests {
  private func inDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("listener-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.appendingPathComponent("socket").path)
  }

  @Test("refuses a second owner of the same path")
  func second() throws {
    try inDirectory { path in
      let first = try UnixListener(path: path)
      #expect(throws: UnixListener.Failure.inUse(path)) { _ = try UnixListener(path: path) }
      _ = first
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("replaces a socket whose owner is gone")
  func stale() throws {
    try inDirectory { path in
      do {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
          "python3", "-c",
          "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()",
          path,
        ]
        try process.run()
        process.waitUntilExit()
      }
      #expect(FileManager.default.fileExists(atPath: path))
      let listener = try UnixListener(path: path)
      _ = try RawSocket(path: path)
      _ = listener
    }
  }

  @Test("leaves a file alone that is no socket")
  func file() throws {
    try inDirectory { path in
      try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: UnixListener.Failure.notASocket(path)) { _ = try UnixListener(path: path) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }
  }

  @Test("has mode 0660 and takes its path away in the end")
  func mode() throws {
    try inDirectory { path in
      do {
        let listener = try UnixListener(path: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o660)
        _ = listener
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("says what is wrong with a path")
  func messages() {
    let long = "/tmp/" + String(repeating: "x", count: 200)
    #expect(throws: UnixListener.Failure.pathTooLong(long, limit: 107)) {
      _ = try UnixListener(path: long)
    }
    #expect(throws: UnixListener.Failure.self) {
      _ = try UnixListener(path: "/nonexistent/directory/socket")
    }
  }
}
