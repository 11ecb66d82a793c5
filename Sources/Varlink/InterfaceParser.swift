// SPDX-License-Identifier: Apache-2.0

/// Why a text is not an interface file, and where.
public struct InterfaceSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  public var reason: String
  public var line: Int

  public var description: String { "line \(line): \(reason)" }
}

extension InterfaceDefinition {
  /// Reads an interface file of the Varlink language (varlink.org/Interface-Definition).
  public init(parsing text: String) throws(InterfaceSyntaxError) {
    var parser = InterfaceParser(text: text)
    self = try parser.interface()
  }
}

struct InterfaceParser {
  private enum Token: Hashable {
    case word(String)
    case mark(Character)
    case arrow
    case end
  }

  private let characters: [Character]
  private var position = 0
  private var line = 1
  private var token = Token.end
  private var tokenLine = 1
  /// Comment lines directly before the current token; an empty line separates.
  private var comment: [String] = []
  private let text: String

  init(text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func interface() throws(InterfaceSyntaxError) -> InterfaceDefinition {
    try advance()
    let comment = comment.joined(separator: "\n")
    try keyword("interface")
    let name = try word("an interface name")
    guard Self.isInterfaceName(name) else { throw failure("'\(name)' is no interface name") }
    var result = InterfaceDefinition(name: name, comment: comment, description: text)
    var seen: Set<String> = []
    while token != .end {
      let name = try member(into: &result)
      guard seen.insert(name).inserted else { throw failure("'\(name)' is declared twice") }
    }
    try checkReferences(in: result)
    return result
  }

  private mutating func member(into result: inout InterfaceDefinition)
    throws(InterfaceSyntaxError) -> String
  {
    let comment = comment.joined(separator: "\n")
    let keyword = try word("'type', 'method' or 'error'")
    let name = try word("a name")
    guard let first = name.first, first.isASCII, first.isUppercase,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { throw failure("'\(name)' must begin with a capital letter") }
    switch keyword {
    case "type":
      let type = try structureOrEnumeration()
      result.types.append(TypeDefinition(name: name, comment: comment, type: type))
    case "method":
      let input = try fields()
      guard token == .arrow else { throw failure("expected '->'") }
      try advance()
      result.methods.append(
        MethodDefinition(name: name, comment: comment, input: input, output: try fields()))
    case "error":
      result.errors.append(
        ErrorDefinition(name: name, comment: comment, parameters: try fields()))
    default: throw failure("expected 'type', 'method' or 'error', found '\(keyword)'")
    }
    return name
  }

  private mutating func fields() throws(InterfaceSyntaxError) -> [Field] {
    guard case .structure(let fields) = try structureOrEnumeration() else {
      throw failure("expected fields with types")
    }
    return fields
  }

  private mutating func type() throws(InterfaceSyntaxError) -> TypeExpression {
    switch token {
    case .mark("?"):
      try advance()
      guard token != .mark("?") else { throw failure("'??' makes nothing more optional") }
      return .maybe(try type())
    case .mark("["):
      try advance()
      if token == .word("string") {
        try advance()
        try mark("]")
        return .dictionary(try type())
      }
      try mark("]")
      return .array(try type())
    case .mark("("): return try structureOrEnumeration()
    case .word(let name):
      try advance()
      switch name {
      case "bool": return .bool
      case "int": return .int
      case "float": return .float
      case "string": return .string
      case "object": return .object
      default:
        guard name.first?.isUppercase == true else { throw failure("'\(name)' is no type") }
        return .named(name)
      }
    case .mark, .arrow, .end: throw failure("expected a type")
    }
  }

  private mutating func structureOrEnumeration() throws(InterfaceSyntaxError) -> TypeExpression {
    try mark("(")
    var fields: [Field] = []
    var names: [String] = []
    var seen: Set<String> = []
    while token != .mark(")") {
      let name = try word("a field name")
      guard seen.insert(name).inserted else { throw failure("'\(name)' appears twice") }
      if token == .mark(":") {
        try advance()
        fields.append(Field(name: name, type: try type()))
      } else {
        names.append(name)
      }
      guard fields.isEmpty || names.isEmpty else {
        throw failure("'\(name)': either every name has a type or none")
      }
      guard token == .mark(",") else { break }
      try advance()
      guard token != .mark(")") else { throw failure("expected a name after ','") }
    }
    try mark(")")
    return names.isEmpty ? .structure(fields) : .enumeration(names)
  }

  private func checkReferences(in interface: InterfaceDefinition) throws(InterfaceSyntaxError) {
    let known = Set(interface.types.map(\.name))
    var open = interface.types.map(\.type)
    open += interface.methods.flatMap { ($0.input + $0.output).map(\.type) }
    open += interface.errors.flatMap { $0.parameters.map(\.type) }
    while let type = open.popLast() {
      switch type {
      case .named(let name):
        guard known.contains(name) else { throw failure("the type '\(name)' is not declared") }
      case .array(let inner), .dictionary(let inner), .maybe(let inner): open.append(inner)
      case .structure(let fields): open += fields.map(\.type)
      case .bool, .int, .float, .string, .object, .enumeration: break
      }
    }
  }

  private func failure(_ reason: String) -> InterfaceSyntaxError {
    InterfaceSyntaxError(reason: reason, line: tokenLine)
  }

  private mutating func keyword(_ expected: String) throws(InterfaceSyntaxError) {
    guard token == .word(expected) else { throw failure("expected '\(expected)'") }
    try advance()
  }

  private mutating func word(_ what: String) throws(InterfaceSyntaxError) -> String {
    guard case .word(let word) = token else { throw failure("expected \(what)") }
    try advance()
    return word
  }

  private mutating func mark(_ expected: Character) throws(InterfaceSyntaxError) {
    guard token == .mark(expected) else { throw failure("expected '\(expected)'") }
    try advance()
  }

  /// Reads the next token into `token`.
  private mutating func advance() throws(InterfaceSyntaxError) {
    skipSpaceAndComments()
    tokenLine = line
    guard position < characters.count else {
      token = .end
      return
    }
    let character = characters[position]
    if "()[]:,?".contains(character) {
      position += 1
      token = .mark(character)
    } else if character == "-", position + 1 < characters.count, characters[position + 1] == ">" {
      position += 2
      token = .arrow
    } else if character.isASCII, character.isLetter || character.isNumber {
      let start = position
      while position < characters.count, Self.belongsToWord(characters[position]) { position += 1 }
      token = .word(String(characters[start..<position]))
    } else {
      throw InterfaceSyntaxError(reason: "unexpected '\(character)'", line: line)
    }
  }

  private mutating func skipSpaceAndComments() {
    comment = []
    var emptyLine = false
    while position < characters.count {
      let character = characters[position]
      if character == "#" {
        if emptyLine { comment = [] }
        let start = position + 1
        while position < characters.count, !characters[position].isNewline { position += 1 }
        let text = characters[start..<position]
        comment.append(String(text.first == " " ? text.dropFirst() : text))
        emptyLine = false
        // The line feed that ends a comment does not make an empty line.
        if position < characters.count {
          position += 1
          line += 1
        }
      } else if character.isWhitespace {
        if character.isNewline {
          line += 1
          emptyLine = true
        }
        position += 1
      } else {
        break
      }
    }
    if emptyLine { comment = [] }
  }

  private static func belongsToWord(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || character == "_" || character == "."
        || character == "-")
  }

  private static func isInterfaceName(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != "-" && part.last != "-"
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      } && parts[0].first?.isLetter == true
  }
}
