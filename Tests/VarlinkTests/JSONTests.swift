// SPDX-License-Identifier: Apache-2.0
import JSONGrammar
import Randomness
import Testing

@testable import Varlink

@Suite("JSON")
struct JSONTests {
  @Test(
    "reads what it writes",
    arguments: [
      .null, true, 0, -9_223_372_036_854_775_808, 3.141592653589793, 1e300, "",
      "tab\t quote\" slash\\ nul\u{0} emoji 🦴", [1, 2.5, nil, ["a": ["b": [:]]]],
    ] as [JSON])
  func roundTrip(_ value: JSON) throws {
    #expect(try JSON(parsing: value.bytes) == value)
    #expect(!value.bytes.contains(0))
  }

  @Test("keeps whole numbers and others apart")
  func numbers() throws {
    #expect(try JSON(parsing: "1") == .int(1))
    #expect(try JSON(parsing: "1.0") == .float(1))
    #expect(JSON.float(1).text == "1.0")
    #expect(try JSON(parsing: "1e2") == .float(100))
    #expect(try JSON(parsing: "99999999999999999999") == .float(1e20))
    #expect(JSON.float(.nan).text == "null")
  }

  @Test(
    "refuses what is not JSON",
    arguments: [
      "", " ", "{", "}", "[1,]", "[1 2]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "{\"a\":1,}", "01",
      "1.", ".5", "+1", "-", "1e", "nul", "tru", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
      "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "1 2", "NaN", "1e999", "'a'",
      "{\"a\":1,\"a\":2}",
    ])
  func refuses(_ text: String) {
    #expect(throws: JSONFault.self) { try JSON(parsing: text) }
  }

  @Test("refuses bytes that are not UTF-8, and nesting without end")
  func hostile() {
    #expect(throws: JSONFault.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONFault.self) {
      try JSON(parsing: String(repeating: "[", count: 1_000_000))
    }
  }

  @Test("reads escapes")
  func escapes() throws {
    #expect(try JSON(parsing: #""\u0041\ud83e\uddb4\/\b\f\n\r\t""#) == "A🦴/\u{8}\u{C}\n\r\t")
  }

  struct Sample: Codable, Hashable {
    struct Inner: Codable, Hashable { var values: [Float] }
    enum Colour: String, Codable { case red, green }
    var name: String
    var count: Int
    var ratio: Double
    var note: String?
    var inner: [Inner]
    var colour: Colour
    var table: [String: Int]
  }

  @Test("carries Swift types there and back, without what is nil")
  func codable() throws {
    let sample = Sample(
      name: "a", count: -3, ratio: 1, note: nil, inner: [.init(values: [0.5])], colour: .green,
      table: ["x": 1])
    let json = try JSON(encoding: sample)
    #expect(
      json.text
        == #"{"colour":"green","count":-3,"inner":[{"values":[0.5]}],"name":"a","ratio":1.0,"table":{"x":1}}"#
    )
    #expect(try json.decode(Sample.self) == sample)
    #expect(throws: DecodingError.self) { try JSON.object(["name": 1]).decode(Sample.self) }
  }

  @Test("hostile bytes never crash the reader", arguments: 0..<10)
  func fuzz(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array(#"{}[]",:0123456789.eE+-\u"tfn lasr"#.utf8) + [0xFF, 0xC3, 0x28]
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      if let value = try? JSON(parsing: bytes) {
        #expect((try? JSON(parsing: value.bytes)) == value, "\(bytes)")
      }
    }
  }
}
