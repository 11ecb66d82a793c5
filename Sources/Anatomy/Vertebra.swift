// SPDX-License-Identifier: Apache-2.0

/// A vertebra, from the skull base (C0) to the fifth sacral (S5), ordered from head to tail.
public struct Vertebra: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Position counted from C0 = 0: C1–C7 are 1–7, T1–T12 8–19, L1–L5 20–24, S1–S5 25–29.
  public let position: UInt8

  /// Reads "L5"; nil for anything that is not a vertebra.
  public init?(_ text: some StringProtocol) {
    guard let letter = text.first, let number = UInt8(text.dropFirst()),
      text.dropFirst().allSatisfy(\.isNumber), text.count <= 3
    else { return nil }
    switch (letter, number) {
    case ("C", 0...7), ("c", 0...7): position = number
    case ("T", 1...12), ("t", 1...12): position = 7 + number
    case ("L", 1...5), ("l", 1...5): position = 19 + number
    case ("S", 1...5), ("s", 1...5): position = 24 + number
    default: return nil
    }
  }

  public var description: String {
    switch position {
    case 0...7: "C\(position)"
    case 8...19: "T\(position - 7)"
    case 20...24: "L\(position - 19)"
    default: "S\(position - 24)"
    }
  }

  public static func < (a: Vertebra, b: Vertebra) -> Bool { a.position < b.position }
}
