// SPDX-License-Identifier: Apache-2.0

/// One way of placing the body so that a zone can be reached.
public struct Position: Hashable, Sendable {
  public enum Stance: String, Hashable, Sendable, Codable, CaseIterable {
    case lying
    case sideLying = "side-lying"
    case seated
    case standing

    /// Whether somebody who cannot get down to the floor or kneel can take it anywhere.
    public var isUpright: Bool {
      switch self {
      case .lying, .sideLying: false
      case .seated, .standing: true
      }
    }
  }

  public let stance: Stance
  public let text: String
}
