// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("The JSON Schema of the catalogue") struct CatalogueSchemaTests {
  private static let protocols = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protocols/catalogue")
  private let schema: JsonSchema

  init() throws {
    schema = try JsonSchema(
      String(contentsOf: Self.protocols.appending(path: "schema.json"), encoding: .utf8))
  }

  private static var files: [URL] {
    let first = SourceTests.files[0].deletingLastPathComponent()
    return SourceTests.files + [first.appending(path: "sources.yaml")]
  }

  @Test("every file fits it", arguments: files)
  func fits(file: URL) throws {
    let tree = try #require(try Tree.read(String(contentsOf: file, encoding: .utf8)))
    #expect(try schema.refusal(tree) == nil)
  }

  @Test(
    "what the reader refuses is seen in the editor already",
    arguments: [
      ("gluteal.yaml", "class: A [E]", "class: A"),
      ("gluteal.yaml", "class: A [E]", "class: D [E]"),
      ("gluteal.yaml", "depth-range: 15–50 mm", "depth-range: 15–50"),
      ("gluteal.yaml", "30–50 Hz", "30–50 kHz"),
      ("gluteal.yaml", "weak forward-pelvis", "strong forward-pelvis"),
      ("gluteal.yaml", "    cautions:", "    caution:"),
      ("sites.yaml", "    questions:", "    question:"),
      ("no-go.yaml", " [S23]", ""),
      ("sources.yaml", "standing: V", "standing: X"),
    ])
  func refuses(name: String, from: String, to: String) throws {
    let file = try #require(Self.files.first { $0.lastPathComponent == name })
    let text = try String(contentsOf: file, encoding: .utf8)
    let range = try #require(text.firstRange(of: from))
    let changed = text.replacingCharacters(in: range, with: to)
    let tree = try #require(try Tree.read(changed))
    #expect(try schema.refusal(tree) != nil)
  }
}
