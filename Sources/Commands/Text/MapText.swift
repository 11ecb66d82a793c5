// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Zones on a body, in characters.
enum MapText {
  static func lines(_ map: Control.DrawZonesReply, style: TextStyle) -> [String] {
    zip(map.sketch, map.paint).map { painted(Array($0), Array($1), style) }
      + [key(Set(map.paint.joined()), style)]
  }

  private static func painted(_ line: [Character], _ paint: [Character], _ style: TextStyle)
    -> String
  {
    var text = ""
    var index = 0
    while index < min(line.count, paint.count) {
      var end = index
      while end < min(line.count, paint.count), paint[end] == paint[index] { end += 1 }
      text += coloured(String(line[index..<end]), paint[index], style)
      index = end
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return "  " + text
  }

  private static func coloured(_ text: String, _ paint: Character, _ style: TextStyle) -> String {
    switch paint {
    case "z": style.cyan(text)
    case "s": style.green(text)
    case "l", "n": style.red(text)
    case "b": style.dim(text)
    default: text
    }
  }

  private static func key(_ shown: Set<Character>, _ style: TextStyle) -> String {
    let solid = style.isPlain ? ["z": "#", "l": "!", "s": "o"] : ["z": "⣿", "l": "⣿", "s": "⣿"]
    var words: [String] = []
    if shown.contains("z") { words.append(coloured((solid["z"] ?? "") + " here", "z", style)) }
    if shown.contains("l") { words.append(coloured((solid["l"] ?? "") + " locked", "l", style)) }
    if shown.contains("s") { words.append(coloured((solid["s"] ?? "") + " instead", "s", style)) }
    if shown.contains("n") {
      words.append(coloured((style.isPlain ? "x" : "×") + " never here", "n", style))
    }
    return "  " + words.joined(separator: "   ")
  }
}
