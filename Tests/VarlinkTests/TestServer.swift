// SPDX-License-Identifier: Apache-2.0
import Foundation

@testable import Varlink

/// A service on a socket in a directory of its own, gone when the body ends.
func withServer<T>(
  _ interfaces: [any ServiceInterface], limits: ServiceLimits = ServiceLimits(),
  urgency: Urgency? = nil, _ body: (_ path: String, _ service: Service) async throws -> T
) async throws -> T {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("varlink-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  let path = directory.appendingPathComponent("socket").path
  var listener = try UnixListener(path: path)
  let service = try Service(
    ServiceIdentity(vendor: "Tonus", product: "test", version: "1", url: "https://example.org"),
    interfaces: interfaces, limits: limits)
  let server = try await Server.start(
    service, listening: listener.takeDescriptor(), urgency: urgency)
  do {
    let result = try await body(path, service)
    await server.shutdown()
    return result
  } catch {
    await server.shutdown()
    throw error
  }
}

/// A socket without any protocol, for clients that misbehave.
///
/// It blocks on a queue of its own: the threads of Swift's concurrency are for the service.
final class RawSocket: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "raw socket")

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) {
      unsafe $0.copyBytes(from: path.utf8)
    }
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// False when the other end has closed.
  @discardableResult
  func write(_ bytes: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.writeBlocking(bytes)) }
    }
  }

  private func writeBlocking(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let sent = unsafe bytes[offset...].withUnsafeBytes {
        unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      offset += sent
    }
    return true
  }

  func write(_ message: String) async { await write(Array(message.utf8) + [0]) }

  /// Closes the connection as a client that vanishes.
  func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  func finishWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next message without its NUL; nil at the end of the stream.
  func read() async -> String? {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.readBlocking()) }
    }
  }

  private func readBlocking() -> String? {
    var message: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe recv(descriptor, &byte, 1, 0) == 1 {
      if byte == 0 { return String(decoding: message, as: UTF8.self) }
      message.append(byte)
    }
    return nil
  }
}

let repository = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
