// SPDX-License-Identifier: Apache-2.0
import NIOCore
import Synchronization

/// One client of a service, for as long as it stays connected.
public final class Connection: Hashable, Sendable {
  /// Never used twice in the life of a service.
  public let id: UInt64
  public let peer: PeerCredentials
  private let open = Atomic(true)

  init(id: UInt64, peer: PeerCredentials) {
    self.id = id
    self.peer = peer
  }

  /// False from the moment the client can send nothing more.
  public var isOpen: Bool { open.load(ordering: .acquiring) }

  /// True the first time only.
  func close() -> Bool { open.exchange(false, ordering: .acquiringAndReleasing) }

  public static func == (a: Connection, b: Connection) -> Bool { a.id == b.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A call on its way to the method that answers it.
public struct Call: Sendable {
  /// The method's name without its interface.
  public let method: String
  public let parameters: [String: JSON]
  /// The client takes more than one reply.
  public let more: Bool
  /// The client wants no reply.
  public let oneway: Bool
  public let connection: Connection
  /// The parameters fit the interface file.
  ///
  /// Only `urgent` ever sees a call where they do not.
  public let isValid: Bool
  let send: @Sendable ([String: JSON]) async throws -> Void

  /// Sends one reply of several.
  ///
  /// Returns when the client has room for the next, so that a slow reader gets fewer replies and
  /// not older ones. Throws when the client is gone.
  public func reply(_ parameters: [String: JSON]) async throws {
    precondition(more)
    try await send(parameters)
  }

  /// The parameters as a Swift type.
  public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
    do {
      return try JSON.object(parameters).decode(type)
    } catch let error as DecodingError {
      throw VarlinkError.invalidParameter(error.path)
    }
  }
}

extension DecodingError {
  var path: String {
    let path: [any CodingKey] =
      switch self {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        context.codingPath
      case .keyNotFound(let key, let context): context.codingPath + [key]
      @unknown default: []
      }
    return path.map(\.stringValue).joined(separator: ".")
  }
}
