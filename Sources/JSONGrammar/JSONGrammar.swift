// SPDX-License-Identifier: Apache-2.0

/// What stands at one place of a JSON document.
public enum JSONContent<Value> {
  case null
  case bool(Bool)
  /// As written.
  case number(String)
  case string(String)
  case array([Value])
  /// In the order of the text; a name may come twice.
  case object([(name: String, value: Value)])
}

/// The grammar of JSON (RFC 8259), strictly: nothing may follow the document, and nesting ends, so that
/// a hostile one cannot exhaust the stack.
public enum JSONGrammar {
  /// Reads one document, and makes a value of everything in it, from the inside out.
  ///
  /// - Parameters:
  ///   - offset: where the document begins.
  ///   - deepest: how deep arrays and objects may nest.
  ///   - make: makes a value of what stands at an offset.
  public static func read<Value>(
    _ bytes: [UInt8], from offset: Int = 0, deepest: Int,
    make: @escaping (JSONContent<Value>, Int) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value {
    var reader = JSONReader(
      text: JSONScanner(bytes: bytes, position: offset), deepest: deepest, make: make)
    return try reader.document()
  }
}

private struct JSONReader<Value> {
  var text: JSONScanner
  let deepest: Int
  let make: (JSONContent<Value>, Int) throws(JSONFault) -> Value

  mutating func document() throws(JSONFault) -> Value {
    let value = try value(depth: 0)
    text.skipBlanks()
    guard text.next == nil else { throw text.fault("unexpected data after the document") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONFault) -> Value {
    guard depth < deepest else { throw text.fault("nested deeper than \(deepest) levels") }
    text.skipBlanks()
    let offset = text.position
    let content: JSONContent<Value>
    switch text.next {
    case UInt8(ascii: "{"): content = .object(try members(depth))
    case UInt8(ascii: "["): content = .array(try elements(depth))
    case UInt8(ascii: "\""): content = .string(try text.string())
    case UInt8(ascii: "t"): content = .bool(try text.word("true", true))
    case UInt8(ascii: "f"): content = .bool(try text.word("false", false))
    case UInt8(ascii: "n"): content = try text.word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      content = .number(try text.number())
    case nil: throw text.fault("the document ends early")
    case .some: throw text.fault("expected a value")
    }
    return try make(content, offset)
  }

  private mutating func members(_ depth: Int) throws(JSONFault) -> [(name: String, value: Value)] {
    var members: [(name: String, value: Value)] = []
    guard !text.opens(closedBy: UInt8(ascii: "}")) else { return members }
    repeat {
      text.skipBlanks()
      guard text.next == UInt8(ascii: "\"") else { throw text.fault("expected a member name") }
      let name = try text.string()
      text.skipBlanks()
      guard text.take(UInt8(ascii: ":")) else { throw text.fault("expected ':'") }
      members.append((name, try value(depth: depth + 1)))
    } while try text.goesOn(closedBy: UInt8(ascii: "}"))
    return members
  }

  private mutating func elements(_ depth: Int) throws(JSONFault) -> [Value] {
    var elements: [Value] = []
    guard !text.opens(closedBy: UInt8(ascii: "]")) else { return elements }
    repeat {
      elements.append(try value(depth: depth + 1))
    } while try text.goesOn(closedBy: UInt8(ascii: "]"))
    return elements
  }
}
