// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Foundation
import Testing
import Yams

/// Walks the files as they are, not as the reader reads them: nothing with a number or a rule may
/// stand there without its source.
@Suite("The sources of the catalogue") struct SourceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every file that a body's numbers or rules come from.
  static let files: [URL] = ["Sources/Anatomy/Catalogue", "Sources/BodyMap/Geometry"].flatMap {
    folder in
    let url = root.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && $0 != "sources.yaml" }.sorted().map {
      url.appending(path: $0)
    }
  }

  /// Names and plain words: what is written there is no number about a body and no rule for one.
  private static let plain: Set<String> = [
    "id", "row", "source", "name", "latin", "aliases", "tags", "sides", "region", "group", "title",
    "note", "survived", "when", "words", "doubt",
  ]

  /// The scalars below `node` that need a source and have none that is known.
  private static func bare(_ node: Node, at path: String, known: Set<String>) -> [String] {
    switch node {
    case .scalar(let scalar):
      guard let match = scalar.string.wholeMatch(of: /.*[^ ] \[([^\[\]]+)\]/) else {
        return ["\(path): \(scalar.string)"]
      }
      let keys = match.1.split(separator: ", ").map(String.init)
      return keys.filter { !known.contains($0) }.map { "\(path): unknown source \($0)" }
    case .sequence(let items):
      return items.enumerated().flatMap { bare($1, at: "\(path)/\($0)", known: known) }
    case .mapping(let fields):
      return fields.flatMap { key, value -> [String] in
        let name = key.string ?? ""
        return plain.contains(name) ? [] : bare(value, at: "\(path)/\(name)", known: known)
      }
    case .alias: return ["\(path): an alias"]
    }
  }

  private static func known() throws -> Set<String> {
    let file = root.appending(path: "Sources/Anatomy/Catalogue/sources.yaml")
    let node = try #require(try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)))
    return Set(try #require(node["sources"]?.mapping).keys.compactMap(\.string))
  }

  @Test("H5: every number and every rule has one", arguments: files)
  func everywhere(file: URL) throws {
    let node = try #require(try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)))
    #expect(try Self.bare(node, at: "", known: Self.known()) == [])
  }

  @Test("one that is taken away is missed, wherever it stood")
  func canary() throws {
    #expect(Self.files.count >= 19)
    for file in Self.files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let found = text.firstRange(of: /(?m)^[^#\n]*? \[(?:E|S\d|V\d|T-|seed)[^\]]*\]/)
      let line = try #require(found)
      let open = try #require(text[line].lastIndex(of: "["))
      let tag = text.index(before: open)..<line.upperBound
      let node = try #require(try Yams.compose(yaml: text.replacingCharacters(in: tag, with: "")))
      #expect(try Self.bare(node, at: "", known: Self.known()).count == 1, "\(file)")
    }
  }

  @Test("each zone shows them all", arguments: Catalogue.standard.zones)
  func facts(zone: Zone) {
    #expect(zone.facts.allSatisfy { !$0.origins.isEmpty && !$0.value.isEmpty })
    let names = Set(zone.facts.map(\.name))
    var expected: Set = [
      "depth", "depth-range", "attachment", "referral", "class", "time default", "time maximum",
      "contact", "cautions",
    ]
    for profile in zone.profiles {
      expected.formUnion(
        ["frequency", "amplitude"].map { "profiles \(profile.id.rawValue) \($0)" })
    }
    expected.formUnion(zone.positions.map { "positions \($0.stance.rawValue)" })
    #expect(names.isSuperset(of: expected))
  }

  @Test("what a seed claims without evidence is shown as its author's")
  func claims() {
    let claims = Catalogue.standard.zones.flatMap(\.claims)
    #expect(!claims.isEmpty)
    #expect(claims.allSatisfy { $0.origins.allSatisfy { $0.standing == .vendor } })
    #expect(claims.allSatisfy { !$0.doubt.isEmpty })
    // Seed 004 says it of the intrinsic muscles alone, and what is locked is not reached for.
    for zone in Catalogue.standard.zones {
      let isSaid = zone.group == .intrinsicSpinal && zone.refusal == nil
      #expect(zone.reachableBy == (isSaid ? ["vibration"] : []))
    }
  }
}
