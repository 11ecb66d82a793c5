// SPDX-License-Identifier: Apache-2.0

/// The units a program may write.
public enum QuantityUnit: String, Hashable, Sendable, Codable, CaseIterable {
  case hertz = "Hz"
  case millimeter = "mm"
  /// Hundredths of the session amplitude at the frequency of the moment.
  case percent = "%"
  /// Peak acceleration: the amplitude that reaches it at the frequency of the moment.
  case gravity = "g"
  case millisecond = "ms"
  case second = "s"
  case minute = "min"
  case newton = "N"
  /// A plain number.
  case one = ""

  /// What a unit measures.
  public enum Dimension: String, Hashable, Sendable, Codable {
    case frequency
    case amplitude
    case time
    case force
    case number

    /// With its article, as in "an amplitude".
    public var named: String {
      switch self {
      case .frequency: "a frequency"
      case .amplitude: "an amplitude"
      case .time: "a time"
      case .force: "a force"
      case .number: "a number"
      }
    }

    /// What to write, as in "a frequency in Hz".
    public var example: String {
      switch self {
      case .frequency: "40 Hz"
      case .amplitude: "1.5 mm or 60 %"
      case .time: "90 s or 2 min"
      case .force: "20 N"
      case .number: "3"
      }
    }
  }

  public var dimension: Dimension {
    switch self {
    case .hertz: .frequency
    case .millimeter, .percent, .gravity: .amplitude
    case .millisecond, .second, .minute: .time
    case .newton: .force
    case .one: .number
    }
  }
}
