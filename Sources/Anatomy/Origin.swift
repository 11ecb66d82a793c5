// SPDX-License-Identifier: Apache-2.0

/// Where a number or rule comes from.
public struct Origin: Hashable, Sendable {
  /// What the files of the catalogue call it, as in `[S13]`.
  public let key: String
  public let standing: Standing
  /// The work, in words.
  public let title: String
}
