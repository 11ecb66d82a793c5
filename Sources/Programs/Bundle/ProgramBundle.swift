// SPDX-License-Identifier: Apache-2.0

/// A program and everything it uses, as texts: exactly what is sent, checked, hashed and run.
public struct ProgramBundle: Hashable, Sendable, Codable {
  /// All texts together, in bytes.
  public static let largest = 1 << 20
  /// Files a bundle may hold.
  public static let mostFiles = 64

  /// The key of the program that is run.
  public var main: String
  /// Texts by path, relative to the folder of the main program: `mine.yaml`, `parts/warm-up.yaml`.
  ///
  /// Paths are joined by `/`, without `.`, `..` or empty parts.
  public var files: [String: String]

  public init(main: String, files: [String: String]) {
    self.main = main
    self.files = files
  }

  /// A program that uses no other.
  public init(text: String, name: String = "program.yaml") {
    self.init(main: name, files: [name: text])
  }

  /// All texts together, in bytes.
  public var size: Int { files.values.reduce(0) { $0 + $1.utf8.count } }
}
