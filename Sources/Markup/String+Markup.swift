// SPDX-License-Identifier: Apache-2.0

extension String {
  /// The text as XML and HTML show it: what they take for markup is written out.
  ///
  /// Control characters become spaces, XML forbids them (XML 1.0 §2.2). Marks that turn the direction of text are left
  /// out: they could make a line say something else.
  public var inMarkup: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x26: out += "&amp;"
      case 0x3C: out += "&lt;"
      case 0x3E: out += "&gt;"
      case 0x22: out += "&quot;"
      case 0x27: out += "&#39;"
      case ..<0x20, 0x7F...0x9F: out += " "
      case 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: continue
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
