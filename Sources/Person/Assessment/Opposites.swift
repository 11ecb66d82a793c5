// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// Two muscles that pull the same part of the body in opposite directions, one in front and one behind.
public struct Opposites: Hashable, Sendable {
  public let id: String
  public let front: ZoneID
  public let back: ZoneID
  /// How to compare them, and the question.
  public let look: String
  public let provenance: Provenance

  /// In the order they are asked about.
  public static let all: [Opposites] = {
    do {
      return try read(String(decoding: PackageResources.opposites_yaml, as: UTF8.self))
    } catch {
      // The file is compiled in and read by a test.
      preconditionFailure("opposites.yaml: \(error)")
    }
  }()

  /// The muscle across the joint from a zone.
  public func across(_ zone: ZoneID) -> (zone: ZoneID, where: String)? {
    zone == front ? (back, "behind") : zone == back ? (front, "in front") : nil
  }

  static func read(_ text: String, catalogue: Catalogue = .standard) throws(QuestionnaireError)
    -> [Opposites]
  {
    let document = try QuestionReader.decode(OppositesDocument.self, text)
    guard document.schema == "tonus-opposites/1" else {
      throw .unreadable("schema '\(document.schema)' is not 'tonus-opposites/1'")
    }
    var pairs: [Opposites] = []
    for pair in document.pairs {
      for zone in [pair.front, pair.back] where catalogue[ZoneID(zone)] == nil {
        throw .unknownPlace(pair.id, zone)
      }
      pairs.append(
        Opposites(
          id: pair.id, front: ZoneID(pair.front), back: ZoneID(pair.back), look: pair.look,
          provenance: try Provenance(
            pair.source, pair.standing, in: document.sources, for: pair.id)))
    }
    return pairs
  }
}

private struct OppositesDocument: Decodable {
  struct Pair: Decodable {
    let id: String
    let front: String
    let back: String
    let look: String
    let source: [String]
    let standing: Standing
  }

  let schema: String
  let sources: [String: String]
  let pairs: [Pair]
}
