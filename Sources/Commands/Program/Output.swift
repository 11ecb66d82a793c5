// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation

/// Where a command's results go, as text or JSON.
struct Output: Sendable {
  let terminal: Terminal
  let isJSON: Bool

  var style: TextStyle { terminal.style }

  /// Prints `lines`, or with --json the value they were made from.
  func show(_ value: some Encodable, _ lines: @autoclosure () -> [String]) throws {
    if isJSON { try json(value) } else { terminal.print(lines()) }
  }

  func json(_ value: some Encodable) throws {
    terminal.print([try Self.encoded(value)])
  }

  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The failure as the last thing that is said: a sentence on standard error, or JSON.
  func fail(_ failure: CommandFailure) {
    guard isJSON else {
      terminal.complain(failure.lines)
      return
    }
    struct Report: Encodable {
      let error: String
      let message: String
      let exitCode: Int32
      let candidates: [String]
      let again: String?
    }
    try? json(
      Report(
        error: failure.name, message: failure.message, exitCode: failure.exit.rawValue,
        candidates: failure.candidates, again: failure.again))
  }
}
