// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A bare client of a Unix socket, so that a measurement holds nothing but the socket.
public final class UnixStream: Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
    public init(description: String) { self.description = description }
  }

  public let descriptor: Int32

  public init(adopting descriptor: Int32) { self.descriptor = descriptor }

  public init(connecting path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else {
      throw Failure(description: "Could not connect to '\(path)', the path is too long.")
    }
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { field in
      for i in bytes.indices { unsafe field[i] = bytes[i] }
    }
    let connected = unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else {
      throw Failure(description: "Could not connect to '\(path)'. Is tonusd running?")
    }
  }

  deinit { close(descriptor) }

  /// Closes the connection as a vanishing client would: without a word.
  public func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Both ends of a pair.
  public static func pair() throws -> (UnixStream, UnixStream) {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw Failure(description: "Could not make a pair of sockets.")
    }
    return (UnixStream(adopting: ends[0]), UnixStream(adopting: ends[1]))
  }

  public func send(_ bytes: [UInt8]) { _ = unsafe write(descriptor, bytes, bytes.count) }

  /// Reads up to and without the next zero byte; nil when the other end is gone.
  public func receiveMessage() -> [UInt8]? {
    var message: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return nil }
      message += buffer[..<count]
      if message.last == 0 { return Array(message.dropLast()) }
    }
  }

  /// Calls a Varlink method and returns its parameters.
  public func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    send(try Self.encode(method, parameters))
    guard let reply = receiveMessage(),
      let object = try JSONSerialization.jsonObject(with: Data(reply)) as? [String: Any]
    else { throw Failure(description: "Could not call '\(method)', the daemon hung up.") }
    if let error = object["error"] {
      throw Failure(
        description: "Could not call '\(method)': \(error) \(object["parameters"] ?? "")")
    }
    return object["parameters"] as? [String: Any] ?? [:]
  }

  public static func encode(_ method: String, _ parameters: [String: Any]) throws -> [UInt8] {
    let object: [String: Any] = ["method": "dev.tonus.control.\(method)", "parameters": parameters]
    return [UInt8](try JSONSerialization.data(withJSONObject: object)) + [0]
  }
}
