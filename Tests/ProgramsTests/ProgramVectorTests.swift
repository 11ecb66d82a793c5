// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProgramVectors
import Programs
import Testing

/// The vectors of `Protocols/program`; `tonus-vectors program` writes what the checker says now.
@Suite("Program vectors") struct ProgramVectorTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Protocols/program/vectors").standardizedFileURL
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.sorted()

  @Test("there are vectors") func some() { #expect(Self.files.count >= 20) }

  @Test("give exactly the timeline or exactly the problems", arguments: files)
  func vector(file: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: file))
    let vector = try JSONDecoder().decode(ProgramVector.self, from: data)
    let (timeline, problems) = try vector.run()
    #expect(vector.timeline == timeline)
    #expect((vector.problems ?? []) == problems)
    #expect(vector.timeline != nil || vector.problems != nil)
  }

  @Test("every kind of problem that a program can have is in a vector")
  func covered() throws {
    var seen: Set<String> = []
    for file in Self.files {
      let data = try Data(contentsOf: Self.folder.appending(path: file))
      let vector = try JSONDecoder().decode(ProgramVector.self, from: data)
      for problem in vector.problems ?? [] { seen.insert(problem.code) }
    }
    // Too large to write down, or beyond what arithmetic leaves open.
    let elsewhere: Set<ProblemCode> = [.tooLarge, .tooManySteps, .notProved]
    let missing = ProblemCode.allCases.filter {
      !seen.contains($0.rawValue) && !elsewhere.contains($0)
    }
    #expect(missing.isEmpty, "\(missing.map(\.rawValue))")
  }
}
