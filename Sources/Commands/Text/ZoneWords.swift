// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The catalogue's abbreviations in words.
enum ZoneWords {
  /// `intrinsic-spinal` as `Intrinsic spinal`.
  static func heading(_ group: String) -> String {
    let words = group.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `S–I` as `superficial to intermediate`; other words stay.
  static func depth(_ text: String) -> String {
    replaced(
      text.replacing("S–I", with: "S to I").replacing("I–D", with: "I to D")
        .replacing("S–D", with: "S to D"),
      ["S": "superficial", "I": "intermediate", "D": "deep"])
  }

  /// A role as `tight in forward-tipped pelvis (the lumbar part)`.
  static func role(_ role: Control.Role) -> String {
    let patterns = [
      "forward-head": "forward head and neck", "forward-pelvis": "forward-tipped pelvis",
      "backward-pelvis": "backward-tipped pelvis", "high-hip": "high hip",
    ]
    let about = role.about.isEmpty ? "" : " (\(role.about))"
    return "\(role.state) in \(patterns[role.pattern] ?? role.pattern)\(about)"
  }

  /// How far an origin may be trusted, in a word.
  static func standing(_ letter: String) -> String {
    switch letter {
    case "S": "published"
    case "V": "vendor's or author's claim"
    case "T": "textbook"
    case "C": "computed"
    case "E": "engineering default"
    default: letter
    }
  }

  /// Replaces whole words only.
  private static func replaced(_ text: String, _ words: [String: String]) -> String {
    var result = ""
    var word = ""
    for character in text + " " {
      // Digits too: the S of S1 is a sacral vertebra.
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        result += words[word] ?? word
        word = ""
        result.append(character)
      }
    }
    result.removeLast()
    return result
  }
}
