// SPDX-License-Identifier: Apache-2.0
import Foundation

extension RunningProgram {
  /// What a program that has ended left behind.
  public struct End: Sendable {
    /// 128 + number when a signal ended it.
    public let code: Int32
    /// Standard output and standard error, in order of arrival.
    public let said: String
  }

  /// The end had not come in time.
  public struct StillRunning: Error, CustomStringConvertible {
    public let name: String
    public let seconds: Double
    public var description: String { "'\(name)' did not end within \(Int(seconds)) s." }
  }

  /// Waits for the program's end on a thread of its own: those of Swift's concurrency must not block.
  public func end(seconds: Double = 30) async throws -> End {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { [self] in
        guard let code = waitForExit(seconds: seconds) else {
          return continuation.resume(throwing: StillRunning(name: name, seconds: seconds))
        }
        continuation.resume(returning: End(code: code, said: output.joined(separator: "\n")))
      }
    }
  }

  /// Runs a program to its end.
  public static func run(_ path: String, _ arguments: [String], seconds: Double = 300) async throws
    -> End
  {
    try await RunningProgram(URL(fileURLWithPath: path), arguments).end(seconds: seconds)
  }
}
