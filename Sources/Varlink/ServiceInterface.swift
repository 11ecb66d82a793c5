// SPDX-License-Identifier: Apache-2.0

/// One interface that a service offers.
public protocol ServiceInterface: Sendable {
  /// The parsed interface file; every call is validated against it before it arrives here.
  var definition: InterfaceDefinition { get }

  /// Methods that no limit on rates or connections applies to.
  var exemptMethods: Set<String> { get }

  /// Called on the connection's own thread the moment an exempt call has been read, ahead of
  /// every call that waits, and even when its reply has to wait for theirs or its parameters are
  /// wrong (`isValid` says so). Must not block.
  func urgent(_ call: Call)

  /// Answers one call; throws `VarlinkError` to answer with an error.
  func handle(_ call: Call) async throws -> [String: JSON]

  /// Called on the connection's own thread when a client has closed its sending side or is gone.
  /// Must not block.
  func closed(_ connection: Connection)
}

extension ServiceInterface {
  public var exemptMethods: Set<String> { [] }
  public func urgent(_ call: Call) {}
  public func closed(_ connection: Connection) {}
}

/// Who a service is, for `org.varlink.service.GetInfo`.
public struct ServiceIdentity: Hashable, Sendable {
  public var vendor: String
  public var product: String
  public var version: String
  public var url: String

  public init(vendor: String, product: String, version: String, url: String) {
    self.vendor = vendor
    self.product = product
    self.version = version
    self.url = url
  }
}
