// SPDX-License-Identifier: Apache-2.0

/// What a formula's value measures: powers of second, millimetre, percent, g and newton.
///
/// Hertz is the power −1 of the second, so that `0.5 Hz * t` is a plain number.
public struct FormulaDimension: Hashable, Sendable {
  public var seconds: Int16
  public var millimeters: Int16
  public var percent: Int16
  public var g: Int16
  public var newtons: Int16

  public init(
    seconds: Int16 = 0, millimeters: Int16 = 0, percent: Int16 = 0, g: Int16 = 0,
    newtons: Int16 = 0
  ) {
    self.seconds = seconds
    self.millimeters = millimeters
    self.percent = percent
    self.g = g
    self.newtons = newtons
  }

  public static let plain = FormulaDimension()
  public static let time = FormulaDimension(seconds: 1)
  public static let frequency = FormulaDimension(seconds: -1)
  public static let length = FormulaDimension(millimeters: 1)
  public static let share = FormulaDimension(percent: 1)
  public static let acceleration = FormulaDimension(g: 1)
  public static let force = FormulaDimension(newtons: 1)

  public init(_ unit: QuantityUnit) {
    switch unit {
    case .hertz: self = .frequency
    case .millimeter: self = .length
    case .percent: self = .share
    case .gravity: self = .acceleration
    case .millisecond, .second, .minute: self = .time
    case .newton: self = .force
    case .one: self = .plain
    }
  }

  static func * (a: Self, b: Self) -> Self {
    Self(
      seconds: a.seconds + b.seconds, millimeters: a.millimeters + b.millimeters,
      percent: a.percent + b.percent, g: a.g + b.g,
      newtons: a.newtons + b.newtons)
  }

  static func / (a: Self, b: Self) -> Self {
    Self(
      seconds: a.seconds - b.seconds, millimeters: a.millimeters - b.millimeters,
      percent: a.percent - b.percent, g: a.g - b.g,
      newtons: a.newtons - b.newtons)
  }
}

extension FormulaDimension: CustomStringConvertible {
  /// As a message names it: "a frequency", "mm·s".
  public var description: String {
    switch self {
    case .plain: return "a plain number"
    case .time: return "a time"
    case .frequency: return "a frequency"
    case .length: return "an amplitude in mm"
    case .share: return "an amplitude in %"
    case .acceleration: return "an acceleration in g"
    case .force: return "a force"
    default:
      let parts = [(millimeters, "mm"), (percent, "%"), (g, "g"), (newtons, "N"), (seconds, "s")]
      return parts.filter { $0.0 != 0 }.map { $0.0 == 1 ? $0.1 : "\($0.1)^\($0.0)" }
        .joined(separator: "·")
    }
  }
}
