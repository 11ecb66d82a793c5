// SPDX-License-Identifier: Apache-2.0

/// How one quantity goes through a step: `25 Hz to 40 Hz`, or one value that stays.
public struct Course: Hashable, Sendable, Codable {
  public var start: Located<Amount>
  public var end: Located<Amount>

  public init(start: Located<Amount>, end: Located<Amount>) {
    self.start = start
    self.end = end
  }
}
