// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Synchronization

@testable import Commands

/// A pipe to write to, whose other end a test reads, closes, or leaves full.
final class OutputPipe: Sendable {
  let reader: FileHandle
  let writer: FileHandle
  private let terminals = Mutex<[Terminal]>([])

  init() {
    let pipe = Pipe()
    reader = pipe.fileHandleForReading
    writer = pipe.fileHandleForWriting
  }

  func terminal(interactive: Bool = false) -> Terminal {
    let terminal = Terminal(
      output: writer.fileDescriptor, style: TextStyle(width: 80), isOutputTerminal: interactive,
      isInputTerminal: interactive)
    terminals.withLock { $0.append(terminal) }
    return terminal
  }

  /// Everything that was written; ends the writing.
  func text() throws -> String {
    // Terminals write on a queue of their own; what they were given has to be out first.
    for terminal in terminals.withLock(\.self) { terminal.flush(milliseconds: 10_000) }
    try writer.close()
    return String(decoding: reader.readDataToEndOfFile(), as: UTF8.self)
  }
}

/// Answers given ahead, and lines typed later.
actor ScriptedKeyboard: Keyboard {
  private var lines: [String]
  private let later: AsyncStream<String>
  private var iterator: AsyncStream<String>.Iterator?

  init(_ lines: [String], later: AsyncStream<String> = AsyncStream { $0.finish() }) {
    self.lines = lines
    self.later = later
  }

  func line() async -> String? {
    if !lines.isEmpty { return lines.removeFirst() }
    var current = iterator ?? later.makeAsyncIterator()
    let line = await current.next(isolation: self)
    iterator = current
    return line
  }
}
