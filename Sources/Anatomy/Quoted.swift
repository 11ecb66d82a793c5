// SPDX-License-Identifier: Apache-2.0

/// What somebody typed, as a message may repeat it.
public enum Quoted {
  /// At most 60 characters, none of which steers a terminal or turns the direction of writing.
  public static func text(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars.prefix(60) {
      let kind = scalar.properties.generalCategory
      let steers =
        kind == .control || kind == .format || kind == .lineSeparator
        || kind == .paragraphSeparator
      plain.unicodeScalars.append(steers ? "\u{FFFD}" : scalar)
    }
    return text.unicodeScalars.count > 60 ? plain + "…" : plain
  }
}
