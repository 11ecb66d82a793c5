// SPDX-License-Identifier: Apache-2.0

/// How text may look on the terminal it is for: its width, and whether it takes colour.
public struct TextStyle: Hashable, Sendable {
  /// Columns; text is wrapped or cut to fit.
  public var width: Int
  public var isColoured: Bool
  /// Whether drawings are made of ASCII alone.
  public var isPlain: Bool

  public init(width: Int = 80, isColoured: Bool = false, isPlain: Bool = false) {
    self.isPlain = isPlain
    self.width = max(40, width)
    self.isColoured = isColoured
  }

  func bold(_ text: String) -> String { sgr("1", text) }
  func dim(_ text: String) -> String { sgr("2", text) }
  func red(_ text: String) -> String { sgr("31;1", text) }
  func green(_ text: String) -> String { sgr("32", text) }
  func yellow(_ text: String) -> String { sgr("33", text) }
  func magenta(_ text: String) -> String { sgr("35", text) }
  func cyan(_ text: String) -> String { sgr("36", text) }

  private func sgr(_ code: String, _ text: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
