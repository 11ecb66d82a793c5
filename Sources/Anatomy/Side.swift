// SPDX-License-Identifier: Apache-2.0

/// The side of the body a zone is treated on, from the subject's point of view.
///
/// Left and right of a zone are separate budgets; a midline zone has one.
public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
  case left
  case right
  case midline

  /// The side across the body; the midline is its own.
  public var opposite: Side {
    switch self {
    case .left: .right
    case .right: .left
    case .midline: .midline
    }
  }
}
