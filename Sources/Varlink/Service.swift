// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What a server serves: its identity, its interfaces and its limits.
public final class Service: Sendable {
  static let introspection = """
    # The Varlink Service Interface is provided by every varlink service. It
    # describes the service and the interfaces it implements.
    interface org.varlink.service

    # Get a list of all the interfaces a service provides and information
    # about the implementation.
    method GetInfo() -> (
      vendor: string,
      product: string,
      version: string,
      url: string,
      interfaces: []string
    )

    # Get the description of an interface that is implemented by this service.
    method GetInterfaceDescription(interface: string) -> (description: string)

    # The requested interface was not found.
    error InterfaceNotFound (interface: string)

    # The requested method was not found
    error MethodNotFound (method: string)

    # The interface defines the requested method, but the service does not
    # implement it.
    error MethodNotImplemented (method: string)

    # One of the passed parameters is invalid.
    error InvalidParameter (parameter: string)

    """

  public let identity: ServiceIdentity
  public let limits: ServiceLimits
  let interfaces: [String: any ServiceInterface]
  let order: [String]
  let refuse: @Sendable (Refusal) -> VarlinkError
  let table: ConnectionTable

  /// - Parameter refuse: How a refusal is worded as an error of one of the interfaces; without
  ///   it, as the invalid parameter `message` of the Varlink service interface.
  public init(
    _ identity: ServiceIdentity, interfaces: [any ServiceInterface],
    limits: ServiceLimits = ServiceLimits(),
    refuse: @escaping @Sendable (Refusal) -> VarlinkError = { refusal in
      VarlinkError(
        "org.varlink.service.InvalidParameter",
        ["parameter": "message", "message": .string(refusal.message)])
    }
  ) throws {
    self.identity = identity
    self.limits = limits
    self.refuse = refuse
    let all: [any ServiceInterface] = try [Introspection(identity, interfaces)] + interfaces
    order = all.map(\.definition.name)
    self.interfaces = Dictionary(all.map { ($0.definition.name, $0) }) { first, _ in first }
    table = ConnectionTable(
      ordinary: limits.connections, reserved: limits.reservedConnections)
  }

  /// How many clients are connected.
  public var connections: Int { table.count }

  /// What to do with a request that has just been read.
  enum Admission {
    case run(any ServiceInterface, Call, exempt: Bool)
    case fail(VarlinkError)
  }

  func admit(
    _ request: Request, on connection: Connection,
    send: @escaping @Sendable ([String: JSON]) async throws -> Void
  ) -> Admission {
    guard let (interfaceName, member) = request.split else {
      return .fail(.methodNotFound(request.method))
    }
    guard let interface = interfaces[interfaceName] else {
      return .fail(.interfaceNotFound(interfaceName))
    }
    let exempt = interface.exemptMethods.contains(member)
    guard let method = interface.definition.method(member) else {
      return .fail(.methodNotFound(request.method))
    }
    let mismatch = interface.definition.firstMismatch(request.parameters, method.input)
    let call = Call(
      method: member, parameters: request.parameters, more: request.more, oneway: request.oneway,
      connection: connection, isValid: mismatch == nil, send: send)
    if exempt { interface.urgent(call) }
    if let mismatch { return .fail(.invalidParameter(mismatch)) }
    return .run(interface, call, exempt: exempt)
  }

  func closed(_ connection: Connection) {
    guard connection.close() else { return }
    for interface in interfaces.values { interface.closed(connection) }
  }
}

/// `org.varlink.service`, which every service has.
private struct Introspection: ServiceInterface {
  let definition: InterfaceDefinition
  let identity: ServiceIdentity
  let descriptions: [(name: String, text: String)]

  init(_ identity: ServiceIdentity, _ interfaces: [any ServiceInterface]) throws {
    definition = try InterfaceDefinition(parsing: Service.introspection)
    self.identity = identity
    descriptions =
      [(definition.name, definition.description)]
      + interfaces.map { ($0.definition.name, $0.definition.description) }
  }

  func handle(_ call: Call) async throws -> [String: JSON] {
    switch call.method {
    case "GetInfo":
      return [
        "vendor": .string(identity.vendor), "product": .string(identity.product),
        "version": .string(identity.version), "url": .string(identity.url),
        "interfaces": .array(descriptions.map { .string($0.name) }),
      ]
    case "GetInterfaceDescription":
      let name = call.parameters["interface"]?.string ?? ""
      guard let found = descriptions.first(where: { $0.name == name }) else {
        throw VarlinkError.interfaceNotFound(name)
      }
      return ["description": .string(found.text)]
    default: throw VarlinkError.methodNotImplemented("\(definition.name).\(call.method)")
    }
  }
}
