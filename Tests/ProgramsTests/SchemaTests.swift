// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Foundation
import ProgramVectors
import Programs
import Randomness
import Testing

@Suite("The JSON Schema of programs") struct SchemaTests {
  private static let folder = ProgramVectorTests.folder.deletingLastPathComponent()
  private let schema: JsonSchema

  init() throws {
    schema = try JsonSchema(
      String(contentsOf: Self.folder.appending(path: "schema.json"), encoding: .utf8))
  }

  /// Every text of every vector, preset and sample for the fuzzer.
  private static var texts: [String] {
    let vectors = ProgramVectorTests.files.compactMap { file in
      (try? Data(contentsOf: ProgramVectorTests.folder.appending(path: file)))
        .flatMap { try? JSONDecoder().decode(ProgramVector.self, from: $0) }
    }
    let samples = folder.appending(path: "../../Tests/Fuzz/Corpora/program").standardizedFileURL
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? [])
      .sorted()
    return names.compactMap {
      try? String(contentsOf: samples.appending(path: $0), encoding: .utf8)
    }
      + vectors.flatMap { $0.bundle.files.values.sorted() }
      + (Presets.all + [Presets.zone]).map(\.text)
  }

  private func parses(_ text: String) -> [ProblemCode] {
    guard case .failure(let problems) = ProgramParser.parse(text) else { return [] }
    // What a text uses is not the schema's.
    return problems.list.map(\.code).filter {
      ![.useMissing, .useCircle, .informationOnly].contains($0)
    }
  }

  @Test("what the parser reads fits the schema, in every vector and preset")
  func fits() throws {
    for text in Self.texts where parses(text).isEmpty {
      let tree = try #require(try Tree.read(text))
      #expect(try schema.refusal(tree) == nil, "\(text)")
    }
  }

  @Test("an editor offers every zone that may be treated")
  func zones() throws {
    let file = Self.folder.appending(path: "schema.json")
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let definitions = try #require(root["definitions"] as? [String: [String: Any]])
    let offered = definitions["zone"]?["examples"] as? [String]
    #expect(
      offered
        == Catalogue.standard.zones.filter { $0.safetyClass.isTreatable }.map(\.id.rawValue)
        .sorted())
  }

  @Test("wrong words, units and shapes are seen in the editor already")
  func refuses() throws {
    let seen: Set<ProblemCode> = [
      .unknownKey, .missingKey, .unknownStep, .version, .unknownSide, .unknownProfile,
      .missingUnit, .unknownUnit, .times, .actuator, .intensityRange, .wrongUnit,
    ]
    var found: Set<ProblemCode> = []
    for text in Self.texts {
      let codes = Set(parses(text)).intersection(seen)
      guard !codes.isEmpty, let tree = try? Tree.read(text) else { continue }
      found.formUnion(codes)
      #expect(try schema.refusal(tree) != nil, "\(codes) in \(text)")
    }
    #expect(found == seen)
  }

  @Test("what the schema refuses does not parse, whatever is changed", arguments: 0..<8)
  func mutations(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let trees = Self.texts.compactMap { try? Tree.read($0) }
    var refused = 0
    var wrong = 0
    for tree in trees {
      for _ in 0..<8 {
        let changed = tree.changed(using: &random)
        let parsed = parses(changed.json).isEmpty
        let refusal = try schema.refusal(changed)
        #expect(!parsed || refusal == nil, "seed \(seed): \(changed.json)")
        if !parsed { wrong += 1 }
        if refusal != nil { refused += 1 }
      }
    }
    // The schema sees most of what is wrong; what it leaves are names, values and texts.
    #expect(refused * 2 > wrong && refused < trees.count * 8)
  }
}

extension Tree {
  private static let words = [
    "30 Hz", "60 %", "1.5 mm", "2 g", "10 s", "20 Hz to 40 Hz", "$work", "1 mm * sin(t)", "contact",
    "force 20 N", "stop", "continue", "left", "deep", "3", "", "0-3", "pain >= 6", "soften 30 %",
    "hold", "ramp", "sweep", "pulse", "wave", "rest", "move", "ask", "repeat", "together", "use",
    "for", "frequency", "amplitude", "times", "steps", "beat", "gap", "on", "while", "limit",
    "answers", "otherwise", "with", "program", "drives", "actuator", "zone", "text", "wait",
  ]

  /// The tree with one thing changed somewhere.
  func changed<Generator: RandomNumberGenerator>(using random: inout Generator) -> Tree {
    switch self {
    case .mapping(var fields) where !fields.isEmpty && Int.random(in: 0..<8, using: &random) > 0:
      let key = fields.keys.sorted()[Int.random(in: 0..<fields.count, using: &random)]
      let word = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
      switch Int.random(in: 0..<10, using: &random) {
      case 0: fields[key] = nil
      case 1: fields[word] = fields.removeValue(forKey: key)
      case 2: fields[word] = .any(using: &random)
      default: fields[key] = fields[key]?.changed(using: &random)
      }
      return .mapping(fields)
    case .list(var items) where !items.isEmpty && Int.random(in: 0..<8, using: &random) > 0:
      let index = Int.random(in: 0..<items.count, using: &random)
      items[index] = items[index].changed(using: &random)
      return .list(items)
    default: return .any(using: &random)
    }
  }

  private static func any<Generator: RandomNumberGenerator>(using random: inout Generator) -> Tree {
    let word = words[Int.random(in: 0..<words.count, using: &random)]
    return switch Int.random(in: 0..<12, using: &random) {
    case 0: .null
    case 1: .bool(true)
    case 2: .number(Double(Int.random(in: -1...12, using: &random)))
    case 3: .number(2.5)
    case 4: .list([])
    case 5: .mapping([:])
    case 6: .list([.mapping(["rest": .text("1 s")])])
    case 7: .mapping([word: .text("1 s")])
    default: .text(word)
    }
  }
}
