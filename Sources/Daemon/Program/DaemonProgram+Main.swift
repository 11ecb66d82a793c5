// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation

extension DaemonProgram {
  /// Runs the daemon as a program: what went wrong goes to the standard error, and the exit code
  /// says what kind it was.
  public static func main(_ options: DaemonOptions) async {
    do {
      try await run(options)
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("tonusd: \(error.message)\n".utf8))
      exit(error.exitCode.rawValue)
    }
  }
}
