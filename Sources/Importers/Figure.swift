// SPDX-License-Identifier: Apache-2.0

/// Numbers as a program and a report write them: no sign, no exponent, no idle zeros.
enum Figure {
  static func text(_ value: Double, decimals: Int = 3) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    let unit = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let whole = Int((abs(value) * Double(unit)).rounded())
    var fraction = String(whole % unit)
    fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return (value < 0 && whole > 0 ? "-" : "") + "\(whole / unit)"
      + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Down to so many decimals, so that no amplitude grows by being written.
  ///
  /// The small addition keeps 0.57, which is no binary fraction, 0.57.
  static func floored(_ value: Double, decimals: Int) -> Double {
    let unit = Double((0..<decimals).reduce(1) { power, _ in power * 10 })
    return (max(0, value) * unit + 1e-6).rounded(.down) / unit
  }
}
