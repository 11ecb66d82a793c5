// SPDX-License-Identifier: Apache-2.0

/// What a zone is held to be in one posture pattern.
///
/// `tight:forward-head` on the command line. Two sources may contradict each other: then a zone has
/// both roles, each with its own.
public struct PostureRole: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case tight
    case weak
    /// Takes part, without a source that says how.
    case involved
  }

  public let pattern: PosturePattern
  public let state: State
  /// A part or a side, where it is not the whole muscle on both; empty else.
  public let about: String
  public let origins: [Origin]
}

extension PostureRole: CustomStringConvertible {
  public var description: String {
    "\(state.rawValue):\(pattern.rawValue)" + (about.isEmpty ? "" : " (\(about))")
  }
}
