// SPDX-License-Identifier: Apache-2.0

/// An error as a Varlink reply carries it: a fully qualified name and parameters.
public struct VarlinkError: Error, Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var parameters: [String: JSON]

  public init(_ name: String, _ parameters: [String: JSON] = [:]) {
    self.name = name
    self.parameters = parameters
  }

  public var description: String {
    parameters.isEmpty ? name : "\(name) \(JSON.object(parameters).text)"
  }

  public static func interfaceNotFound(_ interface: String) -> VarlinkError {
    VarlinkError("org.varlink.service.InterfaceNotFound", ["interface": .string(interface)])
  }
  public static func methodNotFound(_ method: String) -> VarlinkError {
    VarlinkError("org.varlink.service.MethodNotFound", ["method": .string(method)])
  }
  public static func methodNotImplemented(_ method: String) -> VarlinkError {
    VarlinkError("org.varlink.service.MethodNotImplemented", ["method": .string(method)])
  }
  public static func invalidParameter(_ parameter: String) -> VarlinkError {
    VarlinkError("org.varlink.service.InvalidParameter", ["parameter": .string(parameter)])
  }
}

/// A client's message.
struct Request: Hashable, Sendable {
  var method: String
  var parameters: [String: JSON]
  var more: Bool
  var oneway: Bool

  /// nil when the message is JSON but not a call.
  init?(_ message: JSON) {
    guard case .object(let members) = message, let method = members["method"]?.string else {
      return nil
    }
    self.method = method
    switch members["parameters"] ?? .null {
    case .object(let parameters): self.parameters = parameters
    case .null: parameters = [:]
    case .bool, .int, .float, .string, .array: return nil
    }
    guard let more = Self.flag(members["more"]), let oneway = Self.flag(members["oneway"]),
      !(more && oneway)
    else { return nil }
    self.more = more
    self.oneway = oneway
  }

  init(method: String, parameters: [String: JSON], more: Bool = false, oneway: Bool = false) {
    self.method = method
    self.parameters = parameters
    self.more = more
    self.oneway = oneway
  }

  private static func flag(_ value: JSON?) -> Bool? {
    switch value ?? .null {
    case .null: false
    case .bool(let flag): flag
    case .int, .float, .string, .array, .object: nil
    }
  }

  var json: JSON {
    var members: [String: JSON] = ["method": .string(method)]
    if !parameters.isEmpty { members["parameters"] = .object(parameters) }
    if more { members["more"] = true }
    if oneway { members["oneway"] = true }
    return .object(members)
  }

  /// `dev.tonus.control` of `dev.tonus.control.Stop`, and `Stop`.
  var split: (interface: String, member: String)? {
    guard let dot = method.lastIndex(of: "."), dot > method.startIndex else { return nil }
    return (String(method[..<dot]), String(method[method.index(after: dot)...]))
  }
}

/// A service's message.
struct Reply: Hashable, Sendable {
  var parameters: [String: JSON]
  var continues = false
  var error: String?

  init(_ parameters: [String: JSON], continues: Bool = false) {
    self.parameters = parameters
    self.continues = continues
  }

  init(_ error: VarlinkError) {
    parameters = error.parameters
    self.error = error.name
  }

  init?(_ message: JSON) {
    guard case .object(let members) = message else { return nil }
    parameters = members["parameters"]?.object ?? [:]
    continues = members["continues"]?.bool ?? false
    error = members["error"]?.string
  }

  var json: JSON {
    var members: [String: JSON] = ["parameters": .object(parameters)]
    if continues { members["continues"] = true }
    if let error { members["error"] = .string(error) }
    return .object(members)
  }
}
