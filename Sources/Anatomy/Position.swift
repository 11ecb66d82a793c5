// SPDX-License-Identifier: Apache-2.0

/// One way of placing the body so that a zone can be reached.
public struct Position: Hashable, Sendable {
  public enum Stance: String, Hashable, Sendable, Codable, CaseIterable {
    case lying
    case sideLying = "side-lying"
    case seated
    case standing
  }

  public let stance: Stance
  public let text: String
}
