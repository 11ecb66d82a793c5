// SPDX-License-Identifier: Apache-2.0

/// Lines of plain text in columns and paragraphs.
enum Layout {
  /// Columns that `text` takes: escape sequences take none.
  static func columns(_ text: String) -> Int {
    var count = 0
    var isEscape = false
    for character in text {
      if isEscape {
        if character.isLetter { isEscape = false }
      } else if character == "\u{1B}" {
        isEscape = true
      } else {
        count += 1
      }
    }
    return count
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }

  static func rightAligned(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(text))) + text
  }

  /// `left` and `right` at the two edges of a line, with two spaces between them at least.
  static func edges(_ left: String, _ right: String, width: Int) -> String {
    guard !right.isEmpty else { return left }
    let gap = max(2, width - columns(left) - columns(right))
    return left + String(repeating: " ", count: gap) + right
  }

  /// Cuts plain text that does not fit, and says so with an ellipsis.
  static func cut(_ text: String, to width: Int) -> String {
    guard columns(text) > width else { return text }
    guard width > 1 else { return String(text.prefix(width)) }
    return text.prefix(width - 1) + "…"
  }

  /// Cuts text with escape sequences to `width` columns and ends its colours.
  static func clipped(_ text: String, to width: Int) -> String {
    guard columns(text) > width else { return text }
    var result = ""
    var count = 0
    var isEscape = false
    var isPainted = false
    for character in text {
      if isEscape {
        isEscape = !character.isLetter
      } else if character == "\u{1B}" {
        isEscape = true
        isPainted = true
      } else {
        guard count < width - 1 else { break }
        count += 1
      }
      result.append(character)
    }
    return result + "…" + (isPainted ? "\u{1B}[0m" : "")
  }

  /// Words of plain text in lines of at most `width`; a longer word has a line of its own.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if line.isEmpty {
        line = String(word)
      } else if columns(line) + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// A paragraph whose first line begins with `label` and whose others stand under its text.
  static func labelled(
    _ label: String, _ text: String, column: Int, indent: Int = 2, style: TextStyle
  ) -> [String] {
    let body = wrapped(text, width: max(20, style.width - indent - column))
    return body.enumerated().map { index, line in
      let head = index == 0 ? padded(style.dim(label), to: column) : padded("", to: column)
      return padded("", to: indent) + head + line
    }
  }

  /// Rows under headings, every column as wide as it needs, two spaces apart.
  ///
  /// The last column is cut to the width of the terminal. `right` names columns of numbers.
  static func table(
    _ headings: [String], _ rows: [[String]], right: Set<Int> = [], indent: Int = 0,
    style: TextStyle
  ) -> [String] {
    let last = headings.count - 1
    let widths = headings.indices.map { column in
      ([headings] + rows).map { columns($0[column]) }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var text = padded("", to: indent)
      for column in headings.indices {
        let cell = cells[column]
        if right.contains(column) {
          text += rightAligned(cell, to: widths[column])
        } else if column == last {
          text +=
            columns(cell) == cell.count
            ? cut(cell, to: max(8, style.width - columns(text))) : cell
        } else {
          text += padded(cell, to: widths[column])
        }
        if column != last { text += "  " }
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    return [style.dim(line(headings))] + rows.map(line)
  }
}
