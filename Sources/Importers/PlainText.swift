// SPDX-License-Identifier: Apache-2.0

/// Words of a foreign file, fit for a message.
enum PlainText {
  /// What could steer a terminal or turn the direction of writing is a question mark.
  static func text(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
        plain += "?"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
