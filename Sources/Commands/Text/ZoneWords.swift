// SPDX-License-Identifier: Apache-2.0

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

  /// `FTP tight` as `forward-tipped pelvis tight`.
  static func posture(_ text: String) -> String {
    replaced(
      text,
      [
        "FHN": "forward head and neck", "FTP": "forward-tipped pelvis",
        "BTP": "backward-tipped pelvis", "HH": "high hip",
      ])
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
