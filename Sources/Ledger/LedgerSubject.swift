// SPDX-License-Identifier: Apache-2.0

/// Who is treated, as one user of the machine keeps them.
///
/// The user who holds the device is the operator: hand points are theirs, tissue dose is the
/// subject's. Nobody sees the subjects of another user.
public struct LedgerSubject: Hashable, Sendable, CustomStringConvertible {
  public static let ownName = "self"
  /// In bytes.
  public static let longestName = 200

  /// The operator's user id.
  public let uid: UInt32
  public let name: String

  /// The user's own body, unless `name` says whose.
  public init(uid: UInt32, name: String? = nil) {
    self.uid = uid
    self.name = name.flatMap { $0.isEmpty ? nil : $0 } ?? Self.ownName
  }

  /// Reads what `description` wrote.
  public init?(_ text: String) {
    // By bytes: a mark that begins the name would combine with the slash into another character.
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")),
      let uid = UInt32(text[..<slash])
    else { return nil }
    self.init(uid: uid, name: String(text[text.utf8.index(after: slash)...]))
  }

  public var description: String { "\(uid)/\(name)" }
}
