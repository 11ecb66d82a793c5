// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The interpreter that has the PyPI package `varlink`, a client and server that nobody here wrote.
public enum VarlinkPython {
  /// The environment could not be made; what was said about it.
  public struct Missing: Error, CustomStringConvertible {
    public let description: String
  }

  /// The interpreter's path, its environment installed below `repository` when it is not there yet.
  public static func interpreter(repository: URL) async throws -> String {
    let script = repository.appending(path: "Tests/scripts/python-varlink.sh")
    let end = try await RunningProgram.run(script.path, [])
    guard end.code == 0, let path = end.said.split(separator: "\n").last else {
      throw Missing(description: end.said)
    }
    return String(path)
  }
}
