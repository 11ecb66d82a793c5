// SPDX-License-Identifier: Apache-2.0

/// The least and the greatest of what falls into one column, so that no peak is lost.
public struct PlotRange: Hashable, Sendable {
  public private(set) var low = Float.infinity
  public private(set) var high = -Float.infinity

  public init() {}

  public var isEmpty: Bool { low > high }

  /// What is no number is left out.
  public mutating func include(_ value: Float) {
    if value < low { low = value }
    if value > high { high = value }
  }
}
