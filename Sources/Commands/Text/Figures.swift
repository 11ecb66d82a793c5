// SPDX-License-Identifier: Apache-2.0

/// Numbers and durations as people read them.
enum Figures {
  /// `value` with exactly `digits` decimals; `–` for what is no number.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "–" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "−" : ""
    guard digits > 0 else { return sign + String(whole) }
    let unit = Int(scale)
    let decimals = String(whole % unit)
    return sign + String(whole / unit) + "."
      + String(repeating: "0", count: digits - decimals.count) + decimals
  }

  /// Without decimals that say nothing: `20`, `1.5`.
  static func plain(_ value: Double) -> String {
    let text = fixed(value, 2)
    guard text.contains(".") else { return text }
    var trimmed = text
    while trimmed.hasSuffix("0") { trimmed.removeLast() }
    if trimmed.hasSuffix(".") { trimmed.removeLast() }
    return trimmed
  }

  static func hertz(_ value: Double) -> String { fixed(value, 1) + " Hz" }
  static func millimeters(_ value: Double) -> String { fixed(value, 2) + " mm" }
  static func g(_ value: Double) -> String { fixed(value, 1) + " g" }
  static func celsius(_ value: Double?) -> String {
    value.map { fixed($0, 1) + " °C" } ?? "–"
  }

  /// `20–40 Hz`, or one number where both ends are the same.
  static func range(_ low: Double, _ high: Double, _ unit: String) -> String {
    low == high ? "\(plain(low)) \(unit)" : "\(plain(low))–\(plain(high)) \(unit)"
  }

  /// `20→30 Hz`, or one number where nothing changes.
  static func change(_ from: Double, _ to: Double, _ unit: String) -> String {
    from == to ? "\(plain(from)) \(unit)" : "\(plain(from))→\(plain(to)) \(unit)"
  }

  /// As a clock: `1:23`, `1:02:03`.
  ///
  /// Rounds up, so that the last second shows as 0:01.
  static func clock(milliseconds: Int) -> String {
    let seconds = (max(0, milliseconds) + 999) / 1000
    let tail = seconds % 60
    let minutes = seconds / 60
    let padded = tail < 10 ? "0\(tail)" : "\(tail)"
    guard minutes >= 60 else { return "\(minutes):\(padded)" }
    return "\(minutes / 60):" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60):\(padded)"
  }

  /// In words: `45 s`, `2 min`, `1 min 30 s`.
  static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    if seconds < 10, seconds != seconds.rounded() { return fixed(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
  }

  static func duration(milliseconds: Int) -> String {
    duration(seconds: Double(milliseconds) / 1000)
  }
}
