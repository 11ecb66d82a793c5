// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The bytes that go to and come from descriptors.
enum Descriptor {
  /// A line for the person who watches.
  static func say(_ line: String) { write(Array((line + "\n").utf8), to: STDOUT_FILENO) }

  /// Writes what is taken without waiting; returns how many bytes were.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int {
    let written = unsafe bytes.withUnsafeBytes { pointer in
      unsafe Glibc.write(descriptor, pointer.baseAddress, pointer.count)
    }
    return max(0, written)
  }

  /// What is there to read; empty at the end, nil when there is nothing yet.
  static func read(from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes { pointer in
      unsafe Glibc.read(descriptor, pointer.baseAddress, pointer.count)
    }
    guard count >= 0 else { return errno == EAGAIN || errno == EINTR ? nil : [] }
    return Array(bytes.prefix(count))
  }
}
