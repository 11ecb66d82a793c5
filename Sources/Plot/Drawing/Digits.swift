// SPDX-License-Identifier: Apache-2.0

/// Numbers as they are written on a sheet.
enum Digits {
  /// At most so many decimals, none of them idle.
  static func text(_ value: Float, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let unit = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    let whole = Int64((abs(Double(value)) * Double(unit)).rounded())
    var text = "\(whole / unit)"
    var fraction = String(whole % unit)
    fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    if !fraction.isEmpty { text += "." + fraction }
    return value < 0 && whole > 0 ? "-" + text : text
  }

  /// Minutes and seconds, or seconds with decimals where the whole is short.
  static func time(_ seconds: Float, step: Float) -> String {
    guard step >= 1 else { return text(seconds, decimals: 2) + " s" }
    let whole = Int(seconds.rounded())
    guard whole >= 60 else { return "\(whole) s" }
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
