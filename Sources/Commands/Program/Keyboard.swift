// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Lines that a person types, one at a time.
protocol Keyboard: Sendable {
  /// Nil at the end of the input.
  func line() async -> String?
}

/// Reads standard input on a thread of its own, which begins with the first question.
actor StandardKeyboard: Keyboard {
  private var iterator: AsyncStream<String>.Iterator?

  func line() async -> String? {
    var current = iterator ?? Self.lines().makeAsyncIterator()
    let line = await current.next(isolation: self)
    iterator = current
    return line
  }

  private static func lines() -> AsyncStream<String> {
    AsyncStream { continuation in
      let thread = Thread {
        while let line = readLine(strippingNewline: true) { continuation.yield(line) }
        continuation.finish()
      }
      thread.start()
    }
  }
}
