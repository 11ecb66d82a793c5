// SPDX-License-Identifier: Apache-2.0
import Foundation

/// As much of JSON Schema (draft 7) as the schema of programs uses.
struct JsonSchema {
  enum Broken: Error {
    case keyword(String)
    case reference(String)
  }

  let root: [String: Tree]
  private let patterns: [String: NSRegularExpression]

  init(_ text: String) throws {
    guard case .mapping(let root) = try Tree.read(text) else { throw Broken.reference("#") }
    self.root = root
    var found: [String: NSRegularExpression] = [:]
    try Self.collect(.mapping(root), &found)
    patterns = found
  }

  private static func collect(_ tree: Tree, _ found: inout [String: NSRegularExpression]) throws {
    if case .list(let items) = tree { for item in items { try collect(item, &found) } }
    guard case .mapping(let fields) = tree else { return }
    var texts: [String] = []
    if case .text(let pattern) = fields["pattern"] { texts.append(pattern) }
    if case .mapping(let keys) = fields["patternProperties"] { texts += keys.keys }
    for text in texts { found[text] = try NSRegularExpression(pattern: text) }
    for value in fields.values { try collect(value, &found) }
  }

  /// Why the value does not fit; nil where it does.
  func refusal(_ value: Tree) throws -> String? { try refusal(value, root, "") }

  private func refusal(_ value: Tree, _ schema: [String: Tree], _ path: String) throws -> String? {
    if case .text(let reference) = schema["$ref"] {
      guard case .mapping(let definitions) = root["definitions"],
        case .mapping(let target) = definitions[String(reference.dropFirst("#/definitions/".count))]
      else { throw Broken.reference(reference) }
      return try refusal(value, target, path)
    }
    for (keyword, argument) in schema.sorted(by: { $0.key < $1.key }) {
      let why =
        try byValue(value, keyword, argument) ?? byCombining(value, keyword, argument, path)
        ?? byContents(value, keyword, argument, schema, path)
      if let why { return "\(path): \(why)" }
    }
    return nil
  }

  private func byValue(_ value: Tree, _ keyword: String, _ argument: Tree) throws -> String? {
    switch (keyword, argument, value) {
    case ("type", .text(let name), _): return value.is(name) ? nil : "no \(name)"
    case ("type", .list(let names), _):
      return names.contains { if case .text(let name) = $0 { value.is(name) } else { false } }
        ? nil : "of no type of \(argument.json)"
    case ("enum", .list(let choices), _): return choices.contains(value) ? nil : "not in enum"
    case ("const", _, _): return value == argument ? nil : "not \(argument.json)"
    case ("minimum", .number(let least), .number(let number)): return number < least ? "low" : nil
    case ("maximum", .number(let most), .number(let number)): return number > most ? "high" : nil
    case ("maxLength", .number(let most), .text(let text)):
      return Double(text.unicodeScalars.count) > most ? "long" : nil
    case ("pattern", .text(let pattern), .text(let text)):
      return matches(text, pattern) ? nil : "\(text) does not match"
    case ("minItems", .number(let least), .list(let items)):
      return Double(items.count) < least ? "few" : nil
    case ("maxItems", .number(let most), .list(let items)):
      return Double(items.count) > most ? "many" : nil
    case ("minProperties", .number(let least), .mapping(let fields)):
      return Double(fields.count) < least ? "few keys" : nil
    case ("maxProperties", .number(let most), .mapping(let fields)):
      return Double(fields.count) > most ? "many keys" : nil
    case ("required", .list(let keys), .mapping(let fields)):
      return keys.first { if case .text(let key) = $0 { fields[key] == nil } else { true } }
        .map { "lacks \($0.json)" }
    default: return nil
    }
  }

  private func byCombining(_ value: Tree, _ keyword: String, _ argument: Tree, _ path: String)
    throws -> String?
  {
    guard ["oneOf", "anyOf", "allOf"].contains(keyword), case .list(let schemas) = argument else {
      return nil
    }
    let refusals = try schemas.map { schema -> String? in
      guard case .mapping(let fields) = schema else { throw Broken.keyword(keyword) }
      return try refusal(value, fields, path)
    }
    let fitting = refusals.count { $0 == nil }
    let fine =
      keyword == "oneOf"
      ? fitting == 1 : keyword == "anyOf" ? fitting > 0 : fitting == schemas.count
    return fine ? nil : "\(keyword): \(refusals)"
  }

  private func byContents(
    _ value: Tree, _ keyword: String, _ argument: Tree, _ schema: [String: Tree], _ path: String
  ) throws -> String? {
    switch (keyword, argument, value) {
    case ("items", .mapping(let fields), .list(let items)):
      for (index, item) in items.enumerated() {
        if let why = try refusal(item, fields, "\(path)/\(index)") { return why }
      }
    case ("properties", .mapping(let known), .mapping(let fields)):
      for (key, field) in fields {
        guard case .mapping(let schema) = known[key] else { continue }
        if let why = try refusal(field, schema, "\(path)/\(key)") { return why }
      }
    case ("patternProperties", .mapping(let known), .mapping(let fields)):
      for (key, field) in fields {
        for (pattern, schema) in known where matches(key, pattern) {
          guard case .mapping(let schema) = schema else { throw Broken.keyword(pattern) }
          if let why = try refusal(field, schema, "\(path)/\(key)") { return why }
        }
      }
    case ("additionalProperties", .bool(false), .mapping(let fields)):
      return fields.keys.first { !knows($0, schema) }.map { "unknown key \($0)" }
    default: if !Self.keywords.contains(keyword) { throw Broken.keyword(keyword) }
    }
    return nil
  }

  private func knows(_ key: String, _ schema: [String: Tree]) -> Bool {
    if case .mapping(let known) = schema["properties"], known[key] != nil { return true }
    guard case .mapping(let known) = schema["patternProperties"] else { return false }
    return known.keys.contains { matches(key, $0) }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    patterns[pattern]?.firstMatch(
      in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  /// All there may be; another one would pass unseen.
  private static let keywords: Set<String> = [
    "$schema", "title", "description", "examples", "definitions", "type", "enum", "const",
    "minimum",
    "maximum", "maxLength", "pattern", "minItems", "maxItems", "minProperties", "maxProperties",
    "required", "oneOf", "anyOf", "allOf", "items", "properties", "patternProperties",
    "additionalProperties",
  ]
}

extension Tree {
  fileprivate func `is`(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let value): type == "number" || type == "integer" && value == value.rounded()
    case .text: type == "string"
    case .list: type == "array"
    case .mapping: type == "object"
    }
  }
}
