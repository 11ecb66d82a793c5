// SPDX-License-Identifier: Apache-2.0

/// What a search found, in catalogue order.
public enum Match: Hashable, Sendable {
  /// Exactly what was meant. It may be locked: see ``Zone/refusal``.
  case one(Zone)
  /// Equally good candidates: the user chooses.
  case several([Zone])
  /// Nothing, and what comes nearest.
  case none(suggestions: [Zone])

  /// Every zone that was found: none, one or several.
  public var zones: [Zone] {
    switch self {
    case .one(let zone): [zone]
    case .several(let zones): zones
    case .none: []
    }
  }
}
