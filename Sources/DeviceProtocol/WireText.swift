// SPDX-License-Identifier: Apache-2.0

/// Sixteen bytes of printable ASCII, padded with zeros.
public typealias WireText = InlineArray<16, UInt8>

extension Payload {
  func text(_ offset: Int) throws(FieldRefusal) -> WireText {
    var text = WireText(repeating: 0)
    var ended = false
    for index in 0..<16 {
      let character = byte(offset + index)
      let printable = character >= 0x20 && character <= 0x7E
      guard ended ? character == 0 : printable || (character == 0 && index > 0) else {
        throw FieldRefusal(offset: offset)
      }
      ended = character == 0
      text[index] = character
    }
    return text
  }

  mutating func setText(_ offset: Int, _ text: WireText) {
    for index in 0..<16 { setByte(offset + index, text[index]) }
  }
}
