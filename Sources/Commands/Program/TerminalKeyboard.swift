// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Lines typed on the terminal of the process while standard input is something else.
actor TerminalKeyboard: Keyboard {
  private let descriptor: Int32
  private var iterator: AsyncStream<String>.Iterator?

  /// Nil where there is no terminal, or somebody else has it: a program in the background that reads
  /// from its terminal is stopped.
  init?() {
    let descriptor = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard tcgetpgrp(descriptor) == getpgrp() else {
      Glibc.close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  func line() async -> String? {
    var current = iterator ?? Self.lines(descriptor).makeAsyncIterator()
    let line = await current.next(isolation: self)
    iterator = current
    return line
  }

  private static func lines(_ descriptor: Int32) -> AsyncStream<String> {
    AsyncStream { continuation in
      let thread = Thread {
        var reader = LineReader()
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
          let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
          }
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { break }
          for line in reader.take(buffer.prefix(count)) {
            continuation.yield((try? line.text.get()) ?? "?")
          }
        }
        continuation.finish()
      }
      thread.start()
    }
  }
}
