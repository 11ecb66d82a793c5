// SPDX-License-Identifier: Apache-2.0
import Foundation

@testable import GoldenVectors

/// One file of golden vectors, as it lies in the repository.
enum VectorFile {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Protocols/device/vectors")

  static func read(_ name: String) throws -> [VectorValue] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try JSONDecoder().decode(VectorValue.self, from: data)["cases"].list
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name + ".json"), encoding: .utf8)
  }
}
