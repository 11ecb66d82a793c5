// SPDX-License-Identifier: Apache-2.0
public import Anatomy

/// Which side a program runs on; `both` runs it on the left, then on the right.
public enum SideChoice: String, Hashable, Sendable, Codable, CaseIterable {
  case left
  case right
  case both

  /// The sides in the order they are treated.
  public var sides: [Side] {
    switch self {
    case .left: [.left]
    case .right: [.right]
    case .both: [.left, .right]
    }
  }
}
