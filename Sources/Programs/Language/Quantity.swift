// SPDX-License-Identifier: Apache-2.0

/// A number with its unit, as written.
public struct Quantity: Hashable, Sendable, Codable, CustomStringConvertible {
  public var value: Double
  public var unit: QuantityUnit

  public init(_ value: Double, _ unit: QuantityUnit) {
    self.value = value
    self.unit = unit
  }

  /// The value in hertz, millimetres, percent or seconds.
  public var standardValue: Double {
    switch unit {
    case .hertz, .millimeter, .percent, .second: value
    case .millisecond: value / 1000
    case .minute: value * 60
    }
  }

  public var description: String { "\(Decimals.text(value)) \(unit.rawValue)" }
}
