// SPDX-License-Identifier: Apache-2.0

extension InterfaceDefinition {
  /// The path of the first value in `parameters` that does not fit `fields`, as in
  /// `target.intensity`; nil when all fit.
  ///
  /// A member nobody declared is refused too: a misspelt option must not become a default.
  public func firstMismatch(_ parameters: [String: JSON], _ fields: [Field]) -> String? {
    mismatch(parameters, fields, path: "")
  }

  private func mismatch(_ members: [String: JSON], _ fields: [Field], path: String) -> String? {
    let prefix = path.isEmpty ? "" : "\(path)."
    for field in fields {
      let value = members[field.name] ?? .null
      if let path = mismatch(value, field.type, path: prefix + field.name) { return path }
    }
    let known = Set(fields.map(\.name))
    return members.keys.sorted().first { !known.contains($0) }.map { prefix + $0 }
  }

  private func mismatch(_ value: JSON, _ type: TypeExpression, path: String) -> String? {
    switch (type, value) {
    case (.bool, .bool), (.int, .int), (.float, .float), (.float, .int), (.string, .string):
      return nil
    // A missing member arrives here as null, and null is no object worth having.
    case (.object, _): return value == .null ? path : nil
    case (.maybe(let wrapped), _):
      return value == .null ? nil : mismatch(value, wrapped, path: path)
    case (.named(let name), _):
      guard let definition = self.type(name) else { return path }
      return mismatch(value, definition.type, path: path)
    case (.array(let element), .array(let values)):
      for (index, value) in values.enumerated() {
        if let path = mismatch(value, element, path: "\(path)[\(index)]") { return path }
      }
      return nil
    case (.dictionary(let element), .object(let members)):
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        if let path = mismatch(value, element, path: "\(path)[\(name)]") { return path }
      }
      return nil
    case (.structure(let fields), .object(let members)):
      return mismatch(members, fields, path: path)
    case (.enumeration(let names), .string(let name)):
      return names.contains(name) ? nil : path
    default: return path
    }
  }
}
