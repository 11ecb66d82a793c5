// SPDX-License-Identifier: Apache-2.0

/// Brings what people type and what the catalogue holds to one form.
enum Words {
  /// Lower-case words of letters and digits, without accents and without words that say nothing.
  static func of(_ text: String) -> [String] {
    let words = all(text)
    let telling = words.filter { !silent.contains($0) }
    return telling.isEmpty ? words : telling
  }

  /// Lower-case words of letters and digits, without accents.
  static func all(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      let plain = fold(scalar)
      if plain.properties.isAlphabetic || ("0"..."9").contains(plain) {
        word.unicodeScalars.append(plain)
      } else if !isMark(scalar), !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The words of `text` with one space between them.
  static func normal(_ text: String) -> String { of(text).joined(separator: " ") }

  /// Sides belong to the address, not the name; the rest would match every muscle.
  private static let silent: Set<String> = [
    "the", "of", "my", "a", "in", "and", "m", "mm", "muscle", "muscles", "musculus", "musculi",
    "left", "right", "both",
  ]

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "’" || scalar.properties.generalCategory == .nonspacingMark
  }

  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "à"..."å": "a"
    case "ç": "c"
    case "è"..."ë": "e"
    case "ì"..."ï": "i"
    case "ò"..."ö": "o"
    case "ù"..."ü": "u"
    default: scalar
    }
  }
}
