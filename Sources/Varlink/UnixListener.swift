// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A listening Unix socket and the lock that makes it the only one at its path.
///
/// The lock is a file beside the socket: a socket file alone cannot say whether its owner lives.
public struct UnixListener: ~Copyable, Sendable {
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case inUse(String)
    case notASocket(String)
    case pathTooLong(String, limit: Int)
    case noSuchGroup(String)
    case system(String, path: String, errno: Int32)

    public var description: String {
      switch self {
      case .inUse(let path):
        "Could not listen on '\(path)', another daemon already does. Stop it or choose another "
          + "path with --socket."
      case .notASocket(let path):
        "Could not listen on '\(path)', a file that is no socket is in the way. Remove it or "
          + "choose another path with --socket."
      case .pathTooLong(let path, let limit):
        "Could not listen on '\(path)', the path is longer than \(limit) bytes. Choose a shorter "
          + "one with --socket."
      case .noSuchGroup(let name):
        "Could not give the socket to the group '\(name)', there is no such group. Create it or "
          + "name another."
      case .system(let what, let path, let code):
        "Could not \(what) '\(path)', \(unsafe String(cString: strerror(code))). Check the "
          + "directory and its permissions or choose another path with --socket."
      }
    }
  }

  /// The longest path a socket address holds.
  public static let pathLimit = 107

  public let path: String
  private var socket: Int32
  private let lock: Int32

  /// Takes the lock, replaces a socket whose owner is gone, and listens.
  ///
  /// - Parameters:
  ///   - mode: Permission bits; never wider than this, not even for a moment.
  ///   - group: The group that the socket is given to, by name.
  public init(path: String, mode: UInt32 = 0o660, group: String? = nil) throws(Failure) {
    guard path.utf8.count <= Self.pathLimit else {
      throw .pathTooLong(path, limit: Self.pathLimit)
    }
    let lock = try Self.takeLock(path)
    do throws(Failure) {
      try Self.removeStale(path)
      socket = try Self.listen(path, mode: mode, group: group)
    } catch {
      _ = close(lock)
      throw error
    }
    self.path = path
    self.lock = lock
  }

  deinit {
    if socket >= 0 { _ = close(socket) }
    // The path goes before the lock, or it could be the next owner's.
    _ = unsafe unlink(path)
    _ = close(lock)
  }

  /// Hands the descriptor to somebody who will close it; the path and the lock stay here.
  public mutating func takeDescriptor() -> Int32 {
    defer { socket = -1 }
    return socket
  }

  private static func takeLock(_ path: String) throws(Failure) -> Int32 {
    let lockPath = path + ".lock"
    let descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system("open the lock", path: lockPath, errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      _ = close(descriptor)
      if code == EWOULDBLOCK { throw .inUse(path) }
      throw .system("lock", path: lockPath, errno: code)
    }
    return descriptor
  }

  private static func removeStale(_ path: String) throws(Failure) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .system("look at", path: path, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
    let probe = Glibc.socket(AF_UNIX, streamType, 0)
    defer { _ = close(probe) }
    let answered = unsafe withAddress(path) { address, length in
      unsafe connect(probe, address, length)
    }
    guard answered != 0 else { throw .inUse(path) }
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw .system("remove the stale socket", path: path, errno: errno)
    }
  }

  private static func listen(_ path: String, mode: UInt32, group: String?) throws(Failure)
    -> Int32
  {
    let descriptor = Glibc.socket(AF_UNIX, streamType | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system("make a socket for", path: path, errno: errno) }
    do throws(Failure) {
      // Before binding, the mode of the descriptor becomes that of the file, less the umask.
      guard fchmod(descriptor, mode) == 0 else {
        throw .system("set the mode of", path: path, errno: errno)
      }
      guard
        unsafe withAddress(path, { address, length in unsafe bind(descriptor, address, length) })
          == 0
      else { throw .system("listen on", path: path, errno: errno) }
      if let group { try give(path, to: group) }
      guard unsafe chmod(path, mode) == 0 else {
        throw .system("set the mode of", path: path, errno: errno)
      }
      guard Glibc.listen(descriptor, 128) == 0 else {
        throw .system("listen on", path: path, errno: errno)
      }
      return descriptor
    } catch {
      _ = close(descriptor)
      throw error
    }
  }

  private static func give(_ path: String, to group: String) throws(Failure) {
    guard let entry = unsafe getgrnam(group) else { throw .noSuchGroup(group) }
    guard unsafe chown(path, uid_t.max, unsafe entry.pointee.gr_gid) == 0 else {
      throw .system("give group '\(group)' the socket", path: path, errno: errno)
    }
  }

  private static var streamType: Int32 { Int32(SOCK_STREAM.rawValue) }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
      unsafe field.copyBytes(from: path.utf8)
    }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
