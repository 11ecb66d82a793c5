// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a JSON document, and where.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Without a full stop.
  public var reason: String
  /// The first byte that could not be understood, counted from 0.
  public var offset: Int

  public init(reason: String, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String { "\(reason) at byte \(offset)" }
}
