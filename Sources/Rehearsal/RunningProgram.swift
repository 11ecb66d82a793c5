// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// One of the project's programs, started as a user would start it, with its output collected by line.
public final class RunningProgram: @unchecked Sendable {
  // @unchecked: `Process` and `Pipe` are only touched by the owner; what the reader threads share is `lines`.
  private let process = Process()
  private let input = Pipe()
  private let lines = Mutex<[String]>([])
  private let readers = DispatchGroup()
  public let name: String

  /// Starts `executable` with `arguments`.
  ///
  /// - Throws: what `Process` throws when the program cannot be started.
  public init(_ executable: URL, _ arguments: [String], environment: [String: String] = [:]) throws
  {
    name = executable.lastPathComponent
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    for keyPath in [\Process.standardOutput, \Process.standardError] {
      let pipe = Pipe()
      process[keyPath: keyPath] = pipe
      collect(pipe.fileHandleForReading)
    }
    try process.run()
  }

  public var processIdentifier: Int32 { process.processIdentifier }
  public var isRunning: Bool { process.isRunning }

  /// Everything printed so far, standard output and standard error in order of arrival.
  public var output: [String] { lines.withLock { $0 } }

  /// Writes one line to the program's standard input.
  public func say(_ line: String) {
    try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  public func closeInput() { try? input.fileHandleForWriting.close() }

  public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits until a printed line satisfies `predicate`.
  ///
  /// - Returns: that line, or nil when 20 seconds pass first.
  public func waitForLine(_ predicate: (String) -> Bool) -> String? {
    waitUntil(seconds: 20) { output.first(where: predicate) }
  }

  /// Waits for the program's end.
  ///
  /// - Returns: its exit status (128 + number when a signal ended it), or nil after `seconds`.
  public func waitForExit(seconds: Double = 30) -> Int32? {
    let ended = waitUntil(seconds: seconds) { process.isRunning ? nil : true }
    guard ended != nil else { return nil }
    _ = readers.wait(timeout: .now() + 2)
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// Ends the program for good, whatever it is doing.
  public func destroy() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGCONT)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit {
    destroy()
    closeInput()
  }

  private func collect(_ handle: FileHandle) {
    readers.enter()
    Thread.detachNewThread { [weak self, readers] in
      var rest = Data()
      // What is there, and not only when a buffer is full.
      while case let data = handle.availableData, !data.isEmpty {
        rest.append(data)
        while let end = rest.firstIndex(of: 0x0A) {
          let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
          rest = Data(rest[(end + 1)...])
          self?.lines.withLock { $0.append(line) }
        }
      }
      // `Process` never lets go of its pipes. Beyond some 1360 open descriptors it crashes itself when it starts
      // the next program, reading past the end of a listing of /proc/self/fd.
      try? handle.close()
      readers.leave()
    }
  }
}

/// Looks every millisecond until `look` finds something or `seconds` have passed.
public func waitUntil<Found>(seconds: Double, _ look: () -> Found?) -> Found? {
  let deadline = DispatchTime.now() + seconds
  while DispatchTime.now() < deadline {
    if let found = look() { return found }
    Thread.sleep(forTimeInterval: 0.001)
  }
  return look()
}
