// SPDX-License-Identifier: Apache-2.0

/// Reads one foreign format.
///
/// A new format is one file with one of these, and a line in ``Importers/all``.
public protocol Importer: Sendable {
  /// What people call it.
  static var name: String { get }
  /// How its files end, without the dot.
  static var extensions: [String] { get }
  /// Whether a text whose file's name says nothing is likely of this format.
  static func recognises(_ text: String) -> Bool
  /// The pattern in the text, with everything that was lost or mapped.
  static func read(_ text: String) throws(ImportError) -> HapticPattern
}

/// The formats there are.
public enum Importers {
  /// The longest text that is read, in bytes.
  public static let largest = 1 << 20

  public static let all: [any Importer.Type] = [AppleHaptics.self, Funscript.self]

  /// By the end of the file's name, else by what the text looks like.
  public static func importer(for file: String, text: String) throws(ImportError)
    -> any Importer.Type
  {
    let name = file.lowercased()
    for importer in all where importer.extensions.contains(where: { name.hasSuffix(".\($0)") }) {
      return importer
    }
    for importer in all where importer.recognises(text) { return importer }
    let known = all.map { "\($0.name) (.\($0.extensions.joined(separator: ", .")))" }
    throw ImportError(
      nil, "this is none of the formats that are read: \(known.joined(separator: ", "))")
  }
}

/// Why a file is no pattern, and where.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  public var place: TextPlace?
  /// One sentence without its full stop.
  public var message: String

  public init(_ place: TextPlace?, _ message: String) {
    self.place = place
    self.message = PlainText.text(message)
  }

  public var description: String { place.map { "\($0): \(message)" } ?? message }
}

/// A place in a text; line and column count from 1.
public struct TextPlace: Hashable, Sendable, CustomStringConvertible {
  public var line: Int
  public var column: Int

  public var description: String { "\(line):\(column)" }
}
