// SPDX-License-Identifier: Apache-2.0
import Foundation
import Programs
import Testing

/// What the fuzzers begin with, and what they once found, stays tested.
@Suite("Samples for the fuzzers") struct FuzzSampleTests {
  static let folder = ProgramVectorTests.folder.appending(
    path: "../../../Tests/Fuzz/Corpora/program"
  )
  .standardizedFileURL
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test("H12: are read, proved or refused, and never more than that", arguments: files)
  func sample(file: String) throws {
    let text = try String(
      decoding: Data(contentsOf: Self.folder.appending(path: file)), as: UTF8.self)
    if case .failure(let problems) = Checker.prove(text: text, device: Preset.anyDevice) {
      #expect(!problems.rendered(source: text, name: file).isEmpty)
    }
  }

  @Test("there are some") func some() { #expect(Self.files.count >= 8) }
}
