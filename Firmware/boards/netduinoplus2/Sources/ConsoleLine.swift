// SPDX-License-Identifier: Apache-2.0

/// What is typed on the console: a word, and perhaps a number.
struct ConsoleLine {
  private var bytes = InlineArray<32, UInt8>(repeating: 0)
  private var count = 0
  private(set) var isWhole = false

  /// Takes a byte; a longer line than any order is cut.
  mutating func push(_ byte: UInt8) {
    if isWhole { self = ConsoleLine() }
    if byte == 0x0A {
      isWhole = true
    } else if count < 32, byte >= 0x20 {
      bytes[count] = byte
      count += 1
    }
  }

  func says(_ word: StaticString) -> Bool {
    guard wordLength == word.utf8CodeUnitCount else { return false }
    for index in 0..<wordLength where unsafe bytes[index] != word.utf8Start[index] { return false }
    return true
  }

  /// The number after the word: digits, a sign, a decimal point.
  var number: Float? {
    var value: Float = 0
    var scale: Float = 0
    var sign: Float = 1
    var digits = 0
    for index in wordLength..<count {
      switch bytes[index] {
      case 0x20: continue
      case 0x2D: sign = -1
      case 0x2E: scale = 1
      case 0x30...0x39:
        digits += 1
        scale *= 0.1
        let digit = Float(bytes[index] - 0x30)
        value = scale > 0 ? value + digit * scale : value * 10 + digit
      case _: return nil
      }
    }
    return digits > 0 ? sign * value : nil
  }

  private var wordLength: Int {
    for index in 0..<count where bytes[index] == 0x20 { return index }
    return count
  }
}
