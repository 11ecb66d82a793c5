// SPDX-License-Identifier: Apache-2.0
import Yams

/// The keys of one mapping in a catalogue file, read with their types.
struct CatalogueFields {
  private let file: String
  private let line: Int
  private var nodes: [String: Node] = [:]
  /// Where numbers and rules are noted with their origins, and what their names begin with.
  private let sheet: FactSheet?
  private let path: String

  init(
    _ node: Node, file: String, known: Set<String>, sheet: FactSheet? = nil, path: String = ""
  ) throws(CatalogueError) {
    self.file = file
    self.sheet = sheet
    self.path = path
    line = node.mark?.line ?? 0
    guard let mapping = node.mapping else {
      throw CatalogueError(file: file, line: line, message: "expected keys and values")
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard known.contains(name), nodes.updateValue(value, forKey: name) == nil else {
        throw CatalogueError(
          file: file, line: key.mark?.line ?? line, message: "'\(name)' is unknown or twice there")
      }
    }
  }

  func has(_ key: String) -> Bool { nodes[key] != nil }

  func problem(_ key: String, _ message: String) -> CatalogueError {
    CatalogueError(
      file: file, line: nodes[key]?.mark?.line ?? line, message: "'\(key)' \(message)")
  }

  func node(_ key: String) throws(CatalogueError) -> Node {
    guard let node = nodes[key] else { throw problem(key, "is missing") }
    return node
  }

  func text(_ key: String) throws(CatalogueError) -> String {
    guard let text = try node(key).scalar?.string else { throw problem(key, "is no text") }
    return text
  }

  /// The text of a number or rule, which ends with its sources in brackets; it is noted with them.
  func cited(_ key: String) throws(CatalogueError) -> String { try cite(key, try text(key)) }

  /// The same for a list, each with its own sources.
  func citedItems(_ key: String) throws(CatalogueError) -> [String] {
    var read: [String] = []
    for text in try texts(key) { read.append(try cite(key, text)) }
    return read
  }

  /// Names with commas between them and one bracket at their end.
  func citedNames(_ key: String) throws(CatalogueError) -> [String] {
    try cited(key).split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  private func cite(_ key: String, _ text: String) throws(CatalogueError) -> String {
    guard let sheet else { throw problem(key, "is read without a list of sources") }
    do throws(SourceList.Problem) {
      return try sheet.note(text, as: path.isEmpty ? key : path + " " + key)
    } catch {
      throw problem(key, error.message)
    }
  }

  func items(_ key: String) throws(CatalogueError) -> [Node] {
    guard let sequence = try node(key).sequence else { throw problem(key, "is no list") }
    return Array(sequence)
  }

  func texts(_ key: String) throws(CatalogueError) -> [String] {
    var texts: [String] = []
    for item in try items(key) {
      guard let text = item.scalar?.string else { throw problem(key, "holds more than texts") }
      texts.append(text)
    }
    return texts
  }

  /// A number with its unit, as in `90 s`.
  func number(_ key: String, unit: String) throws(CatalogueError) -> Float {
    let parts = try cited(key).split(separator: " ")
    guard parts.count == 2, parts[1] == unit, let value = Float(parts[0]), value.isFinite,
      value >= 0
    else { throw problem(key, "is no number of \(unit)") }
    return value
  }

  /// A range with its unit, as in `20–40 Hz`.
  func range(_ key: String, unit: String) throws(CatalogueError) -> ClosedRange<Float> {
    let parts = try cited(key).split(separator: " ")
    guard parts.count == 2, parts[1] == unit else { throw problem(key, "is no range of \(unit)") }
    let ends = parts[0].split(separator: "–").compactMap { Float($0) }
    guard ends.count == 2, ends[0] > 0, ends[0] <= ends[1], ends[1].isFinite else {
      throw problem(key, "is no range of \(unit)")
    }
    return ends[0]...ends[1]
  }
}
