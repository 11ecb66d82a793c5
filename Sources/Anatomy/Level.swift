// SPDX-License-Identifier: Apache-2.0

/// Where along the spine a zone is treated: one vertebra (`L4`) or the segment between two
/// neighbours (`L5-S1`).
public struct Level: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The vertebra, or the upper one of the segment.
  public let upper: Vertebra
  /// The lower vertebra of the segment; nil for a single vertebra.
  public let lower: Vertebra?

  /// Reads `L4`, `L5-S1` or `l5–s1`; nil when a part is no vertebra or the two are not neighbours.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(omittingEmptySubsequences: false) { "-–/".contains($0) }
    guard let first = parts.first, let upper = Vertebra(first), parts.count <= 2 else { return nil }
    self.upper = upper
    guard parts.count == 2 else {
      lower = nil
      return
    }
    guard let lower = Vertebra(parts[1]), lower.position == upper.position + 1 else { return nil }
    self.lower = lower
  }

  /// Whether every vertebra of this level lies in `range`.
  public func lies(in range: ClosedRange<Vertebra>) -> Bool {
    range.contains(upper) && (lower.map { range.contains($0) } ?? true)
  }

  public var description: String { lower.map { "\(upper)-\($0)" } ?? "\(upper)" }

  public static func < (a: Level, b: Level) -> Bool {
    (a.upper, a.lower ?? a.upper) < (b.upper, b.lower ?? b.upper)
  }
}
