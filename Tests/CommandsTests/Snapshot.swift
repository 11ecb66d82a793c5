// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Compares text with a file under `Snapshots`; RECORD_SNAPSHOTS=1 rewrites, a missing one fails.
func expectSnapshot(
  _ lines: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")
  let file = directory.appendingPathComponent(name + ".txt")
  let text = lines.map { $0.replacing("\u{1B}", with: "␛") + "\n" }.joined()
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record(
      "Snapshots/\(name).txt is missing; record it with RECORD_SNAPSHOTS=1",
      sourceLocation: sourceLocation)
    return
  }
  #expect(text == String(decoding: data, as: UTF8.self), sourceLocation: sourceLocation)
}
