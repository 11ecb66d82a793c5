// SPDX-License-Identifier: Apache-2.0

/// A number with its unit, as written.
public struct Quantity: Hashable, Sendable, Codable, CustomStringConvertible {
  public var value: Double
  public var unit: QuantityUnit

  public init(_ value: Double, _ unit: QuantityUnit) {
    self.value = value
    self.unit = unit
  }

  /// The value in hertz, millimetres, percent, g, seconds or newtons, or the plain number.
  public var standardValue: Double {
    switch unit {
    case .hertz, .millimeter, .percent, .gravity, .second, .newton, .one: value
    case .millisecond: value / 1000
    case .minute: value * 60
    }
  }

  public var description: String {
    unit == .one ? Decimals.text(value) : "\(Decimals.text(value)) \(unit.rawValue)"
  }
}

extension Quantity {
  /// Reads a quantity as a program writes it: `40 Hz`, `1.5 mm`, `2 min`.
  ///
  /// For values from elsewhere, such as `--set work=35Hz`.
  public init?(_ text: String) {
    guard let quantity = try? Self.read(text).get() else { return nil }
    self = quantity
  }

  /// The quantity, or what is wrong with the text.
  public static func read(_ text: String) -> Result<Quantity, Problem> {
    let range = SourceRange(line: 1, column: 1, length: text.unicodeScalars.count)
    return QuantityText(text: text, range: range).quantity(nil, zeroAllowed: false)
  }
}
