// SPDX-License-Identifier: Apache-2.0

/// A piece of one line of a program's text.
public struct SourceRange: Hashable, Sendable, Codable {
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in Unicode scalars.
  public var column: Int
  /// How much to underline; at least 1.
  public var length: Int

  public init(line: Int, column: Int, length: Int) {
    self.line = max(1, line)
    self.column = max(1, column)
    self.length = max(1, length)
  }
}
