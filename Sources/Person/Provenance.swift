// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// Where a statement or a number comes from, and what it is worth.
public struct Provenance: Hashable, Sendable {
  /// Full names, as people are shown them; never empty.
  public let sources: [String]
  public let standing: Standing

  public init(sources: [String], standing: Standing) {
    precondition(!sources.isEmpty)
    self.sources = sources
    self.standing = standing
  }

  /// Looks the keys up in a file's own list; nil, with what is wrong, where one is not there.
  init(_ keys: [String], _ standing: Standing, in list: [String: String], for id: String)
    throws(QuestionnaireError)
  {
    guard !keys.isEmpty else { throw .unsourced(id) }
    var sources: [String] = []
    for key in keys {
      guard let source = list[key] else { throw .unknownSource(id, key) }
      sources.append(source)
    }
    self.init(sources: sources, standing: standing)
  }
}

extension Provenance: CustomStringConvertible {
  public var description: String { "\(sources.joined(separator: "; ")) [\(standing.rawValue)]" }
}
