// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a file of the catalogue, and where.
public struct CatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let message: String

  public var description: String { "\(file):\(line): \(message)" }
}
