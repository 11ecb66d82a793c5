// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The vectors of the program language: each a program, and what the checker says of it.
package enum ProgramVectors {
  /// The vectors of a folder, by file, in the order of their names.
  package static func read(_ folder: URL) throws -> [(file: URL, vector: ProgramVector)] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.sorted()
      .map { name in
        let file = folder.appending(path: name)
        return (file, try JSONDecoder().decode(ProgramVector.self, from: Data(contentsOf: file)))
      }
  }

  /// Writes into every vector of a folder what the checker says now.
  package static func record(_ folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for (file, vector) in try read(folder) {
      var vector = vector
      let (timeline, problems) = try vector.run()
      vector.timeline = timeline
      vector.problems = problems.isEmpty ? nil : problems
      try (encoder.encode(vector) + Data("\n".utf8)).write(to: file)
    }
  }
}
