// SPDX-License-Identifier: Apache-2.0

/// A program that ships.
public struct Preset: Hashable, Sendable {
  public let name: String
  /// The program as it is shown and copied.
  public let text: String
  public let program: Program

  public var title: String { program.title }
  /// Whether it only explains and cannot be run.
  public var isInformation: Bool { program.information != nil }
}
