// SPDX-License-Identifier: Apache-2.0
import Varlink

/// JSON that fits a type of an interface file.
struct InterfaceSamples {
  let interface: InterfaceDefinition
  /// Whether optional members are there.
  let full: Bool

  func sample(_ fields: [Field]) -> [String: JSON] {
    var members: [String: JSON] = [:]
    for field in fields {
      if case .maybe = field.type, !full { continue }
      members[field.name] = sample(field.type)
    }
    return members
  }

  private func sample(_ type: TypeExpression) -> JSON {
    switch type {
    case .bool: true
    case .int: 3
    case .float: 1.5
    case .string: "text"
    case .object: ["any": 1]
    case .named(let name): interface.type(name).map { sample($0.type) } ?? .null
    case .array(let element): [sample(element), sample(element)]
    case .dictionary(let element): ["key": sample(element)]
    case .maybe(let wrapped): sample(wrapped)
    case .structure(let fields): .object(sample(fields))
    case .enumeration(let names): .string(names.first ?? "")
    }
  }
}
