// SPDX-License-Identifier: Apache-2.0

/// Numbers as they are written in messages: at most three decimals, none of them idle.
enum Decimals {
  static func text(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    let thousandths = Int64((abs(value) * 1000).rounded())
    var text = "\(thousandths / 1000)"
    var fraction = thousandths % 1000
    if fraction > 0 {
      var digits = 3
      while fraction % 10 == 0 {
        fraction /= 10
        digits -= 1
      }
      let written = "\(fraction)"
      text += "." + String(repeating: "0", count: digits - written.count) + written
    }
    return value < 0 && thousandths > 0 ? "-" + text : text
  }

  static func text(_ value: Float) -> String { text(Double(value)) }
}
