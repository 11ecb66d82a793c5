// SPDX-License-Identifier: Apache-2.0

/// What an interface file says.
public struct InterfaceDefinition: Hashable, Sendable {
  public var name: String
  /// The comment before `interface`, lines joined by line feeds.
  public var comment: String
  public var types: [TypeDefinition] = []
  public var methods: [MethodDefinition] = []
  public var errors: [ErrorDefinition] = []
  /// The file's text, as `GetInterfaceDescription` hands it out.
  public var description: String

  public func type(_ name: String) -> TypeDefinition? { types.first { $0.name == name } }
  public func method(_ name: String) -> MethodDefinition? { methods.first { $0.name == name } }
  public func error(_ name: String) -> ErrorDefinition? { errors.first { $0.name == name } }
}

public struct TypeDefinition: Hashable, Sendable {
  public var name: String
  public var comment: String
  public var type: TypeExpression
}

public struct MethodDefinition: Hashable, Sendable {
  public var name: String
  public var comment: String
  public var input: [Field]
  public var output: [Field]
}

public struct ErrorDefinition: Hashable, Sendable {
  public var name: String
  public var comment: String
  public var parameters: [Field]
}

/// One named value of a structure, of a method's input or output, or of an error.
public struct Field: Hashable, Sendable {
  public var name: String
  public var type: TypeExpression

  public init(name: String, type: TypeExpression) {
    self.name = name
    self.type = type
  }
}

public indirect enum TypeExpression: Hashable, Sendable, CustomStringConvertible {
  case bool
  case int
  case float
  case string
  /// Any JSON at all (`object` in the language).
  case object
  case named(String)
  case array(TypeExpression)
  /// `[string]T`
  case dictionary(TypeExpression)
  case maybe(TypeExpression)
  case structure([Field])
  case enumeration([String])

  public var description: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .object: "object"
    case .named(let name): name
    case .array(let element): "[]\(element)"
    case .dictionary(let element): "[string]\(element)"
    case .maybe(let wrapped): "?\(wrapped)"
    case .structure(let fields):
      "(\(fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
    case .enumeration(let names): "(\(names.joined(separator: ", ")))"
    }
  }
}
