// SPDX-License-Identifier: Apache-2.0

/// What somebody says about a group of zones and evidence does not support.
///
/// It is shown as theirs; nothing computes with it.
public struct Claim: Hashable, Sendable {
  public let text: String
  /// Why it stays a claim.
  public let doubt: String
  public let origins: [Origin]
}
