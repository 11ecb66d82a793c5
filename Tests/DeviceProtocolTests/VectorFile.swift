// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One file of golden vectors, one case a line so that a change shows as one.
enum VectorFile {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Protocols/device/vectors")

  static func read(_ name: String) throws -> [VectorValue] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try JSONDecoder().decode(VectorValue.self, from: data)["cases"].list
  }

  static func write(_ name: String, about: String, _ cases: [VectorValue]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let heading = String(decoding: try encoder.encode(VectorValue.text(about)), as: UTF8.self)
    let text =
      "{\"protocol\":\"1.0\",\"about\":\(heading),\"cases\":[\n" + lines.joined(separator: ",\n")
      + "\n]}\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".json"))
  }
}
