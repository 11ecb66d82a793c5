// SPDX-License-Identifier: Apache-2.0

/// Cuts bytes into numbered lines; what is too long or not UTF-8 is told as a problem.
struct LineReader {
  struct Line: Hashable, Sendable {
    /// From 1.
    var number: Int
    var text: Result<String, LineProblem>
  }

  /// Longer lines hold no setpoint.
  static let longest = 1024

  private var rest: [UInt8] = []
  private var isTooLong = false
  private var number = 0

  /// The lines that `bytes` complete.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [Line] {
    var lines: [Line] = []
    for byte in bytes {
      if byte == 0x0A {
        lines.append(line())
      } else if rest.count < Self.longest {
        rest.append(byte)
      } else {
        isTooLong = true
      }
    }
    return lines
  }

  /// What stands behind the last end of a line; nil when nothing does.
  mutating func end() -> Line? { rest.isEmpty ? nil : line() }

  private mutating func line() -> Line {
    number += 1
    defer {
      rest = []
      isTooLong = false
    }
    if isTooLong {
      return Line(
        number: number,
        text: .failure(LineProblem("The line is longer than \(Self.longest) bytes; shorten it.")))
    }
    guard let text = String(validating: rest, as: UTF8.self) else {
      return Line(
        number: number, text: .failure(LineProblem("The line is not UTF-8 text; save it as UTF-8."))
      )
    }
    return Line(number: number, text: .success(text))
  }
}
