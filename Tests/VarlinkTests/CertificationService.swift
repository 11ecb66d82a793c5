// SPDX-License-Identifier: Apache-2.0
import Synchronization

@testable import Varlink

/// The service that Varlink implementations are tested with, `org.varlink.certification`.
///
/// Each client calls Start, Test01 … Test11, End, and hands back what the call before returned.
final class CertificationService: ServiceInterface {
  static let text = """
    # Interface to test varlink implementations against.
    interface org.varlink.certification

    type Interface (
      foo: ?[]?[string](foo, bar, baz),
      anon: (foo: bool, bar: bool)
    )

    type MyType (
      object: object,
      enum: (one, two, three),
      struct: (first: int, second: string),
      array: []string,
      dictionary: [string]string,
      stringset: [string](),
      nullable: ?string,
      nullable_array_struct: ?[](first: int, second: string),
      interface: Interface
    )

    method Start() -> (client_id: string)
    method Test01(client_id: string) -> (bool: bool)
    method Test02(client_id: string, bool: bool) -> (int: int)
    method Test03(client_id: string, int: int) -> (float: float)
    method Test04(client_id: string, float: float) -> (string: string)
    method Test05(client_id: string, string: string) -> (bool: bool, int: int, float: float, string: string)
    method Test06(client_id: string, bool: bool, int: int, float: float, string: string)
      -> (struct: (bool: bool, int: int, float: float, string: string))
    method Test07(client_id: string, struct: (bool: bool, int: int, float: float, string: string))
      -> (map: [string]string)
    method Test08(client_id: string, map: [string]string) -> (set: [string]())
    method Test09(client_id: string, set: [string]()) -> (mytype: MyType)

    # returns more than one reply with "continues"
    method Test10(client_id: string, mytype: MyType) -> (string: string)

    # must be called as "oneway"
    method Test11(client_id: string, last_more_replies: []string) -> ()
    method End(client_id: string) -> (all_ok: bool)

    error ClientIdError ()
    error CertificationError (wants: object, got: object)

    """

  let definition: InterfaceDefinition
  private let next = Mutex<[String: String]>([:])

  init() throws { definition = try InterfaceDefinition(parsing: Self.text) }

  private static let structure: JSON = [
    "bool": false, "int": 2, "float": .float(.pi), "string": "a lot of string",
  ]

  static let myType: JSON = [
    "object": [
      "method": "org.varlink.certification.Test09",
      "parameters": ["map": ["foo": "Foo", "bar": "Bar"]],
    ],
    "enum": "two",
    "struct": ["first": 1, "second": "2"],
    "array": ["one", "two", "three"],
    "dictionary": ["foo": "Foo", "bar": "Bar"],
    "stringset": ["one": [:], "two": [:], "three": [:]],
    "interface": [
      "foo": [nil, ["foo": "foo", "bar": "bar"], nil, ["one": "foo", "two": "bar"]],
      "anon": ["foo": true, "bar": false],
    ],
  ]

  /// What each method wants beside `client_id`, what it returns, and what follows it.
  private static let steps: [String: (wants: [String: JSON], reply: [String: JSON], next: String)] =
    [
      "Test01": ([:], ["bool": true], "Test02"),
      "Test02": (["bool": true], ["int": 1], "Test03"),
      "Test03": (["int": 1], ["float": 1.0], "Test04"),
      "Test04": (["float": 1.0], ["string": "ping"], "Test05"),
      "Test05": (["string": "ping"], structure.object ?? [:], "Test06"),
      "Test06": (structure.object ?? [:], ["struct": structure], "Test07"),
      "Test07": (["struct": structure], ["map": ["foo": "Foo", "bar": "Bar"]], "Test08"),
      "Test08": (
        ["map": ["foo": "Foo", "bar": "Bar"]],
        ["set": ["one": [:], "two": [:], "three": [:]]], "Test09"
      ),
      "Test09": (
        ["set": ["one": [:], "two": [:], "three": [:]]], ["mytype": myType], "Test10"
      ),
      "Test10": (["mytype": myType], [:], "Test11"),
      "Test11": (
        ["last_more_replies": .array((1...10).map { .string("Reply number \($0)") })], [:], "End"
      ),
      "End": ([:], ["all_ok": true], "Start"),
    ]

  func handle(_ call: Call) async throws -> [String: JSON] {
    if call.method == "Start" {
      let id = next.withLock {
        let id = "client \($0.count)"
        $0[id] = "Test01"
        return id
      }
      return ["client_id": .string(id)]
    }
    guard let step = Self.steps[call.method] else {
      throw VarlinkError.methodNotImplemented("org.varlink.certification.\(call.method)")
    }
    let id = call.parameters["client_id"]?.string ?? ""
    let expected = next.withLock { $0[id] }
    guard expected == call.method else {
      throw failure(wants: .string(expected ?? "Start"), got: .string(call.method))
    }
    var parameters = call.parameters
    parameters["client_id"] = nil
    parameters["mytype"] = parameters["mytype"].map(Self.withoutNulls)
    guard parameters == step.wants, call.more == (call.method == "Test10"),
      call.oneway == (call.method == "Test11")
    else { throw failure(wants: .object(step.wants), got: .object(call.parameters)) }
    next.withLock { $0[id] = step.next }
    guard call.method == "Test10" else { return step.reply }
    for number in 1...9 { try await call.reply(["string": .string("Reply number \(number)")]) }
    return ["string": "Reply number 10"]
  }

  private static func withoutNulls(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    return .object(members.filter { $0.value != .null })
  }

  private func failure(wants: JSON, got: JSON) -> VarlinkError {
    VarlinkError("org.varlink.certification.CertificationError", ["wants": wants, "got": got])
  }
}
