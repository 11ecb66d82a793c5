// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Varlink

@Suite("The interface language")
struct InterfaceParserTests {
  @Test("reads types, methods, errors and their comments")
  func reads() throws {
    let interface = try InterfaceDefinition(
      parsing: """
        # What it is for.
        #
        # More.
        interface org.example.a-b1

        # Not attached.

        # A thing.
        type Thing (
          # inside
          name: string,
          list: []?Thing, map: [string](), any: object, kind: (one, two)
        )
        # Does.
        method Do(a: ?int, b: [string]float) -> (c: (x: bool)) # after
        method Nothing()->()
        error Bad (reason: string)
        """)
    #expect(interface.name == "org.example.a-b1")
    #expect(interface.comment == "What it is for.\n\nMore.")
    #expect(interface.type("Thing")?.comment == "A thing.")
    #expect(
      interface.type("Thing")?.type.description
        == "(name: string, list: []?Thing, map: [string](), any: object, kind: (one, two))")
    #expect(interface.method("Do")?.input.map(\.type) == [.maybe(.int), .dictionary(.float)])
    #expect(interface.method("Nothing") != nil)
    #expect(interface.error("Bad")?.parameters == [Field(name: "reason", type: .string)])
  }

  @Test(
    "refuses what is wrong and names the line",
    arguments: [
      ("", 1), ("interface a", 1), ("interface org.a\nmethod a() -> ()", 2),
      ("interface org.a\ntype A (a: B)", 2), ("interface org.a\n\nmethod A() ()", 3),
      ("interface org.a\ntype A (a: ??int)", 2), ("interface org.a\ntype A (a, b: int)", 2),
      ("interface org.a\ntype A (a: int,)", 2), ("interface org.a\ntype A ()\ntype A ()", 3),
      ("interface org.a\nfoo A ()", 2), ("interface org.a\ntype A (a: int, a: int)", 2),
      ("interface org.a\ntype A (a: int", 2), ("interface org.a\n$", 2),
    ])
  func refuses(_ text: String, _ line: Int) throws {
    let error = try #require(throws: InterfaceSyntaxError.self) {
      try InterfaceDefinition(parsing: text)
    }
    #expect(error.line == line, "\(error)")
  }
}
