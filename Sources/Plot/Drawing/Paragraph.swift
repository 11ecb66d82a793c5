// SPDX-License-Identifier: Apache-2.0

/// Words in lines, as many beside each other as have room.
enum Paragraph {
  /// A word that has no room in any line has one of its own; a text without words is one empty line.
  static func lines(_ text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, fits(last + " " + word) {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
