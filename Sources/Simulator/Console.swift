// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What a person types while a device runs, line by line.
struct Console {
  private var typed: [UInt8] = []
  private var isOpen: Bool

  /// - Parameter isOpen: false for a device that nobody types to.
  init(isOpen: Bool = true) { self.isOpen = isOpen }

  /// The descriptor to wait for; -1 when nobody types any more.
  var descriptor: Int32 { isOpen ? STDIN_FILENO : -1 }

  /// The lines that are whole, blanks put right; call it when there is something to read.
  mutating func read() -> [String] {
    guard let bytes = Descriptor.read(from: STDIN_FILENO) else { return [] }
    // Without a terminal or a pipe behind it the device goes on by itself.
    if bytes.isEmpty { isOpen = false }
    var lines: [String] = []
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        if typed.count < 200 { typed.append(byte) }
        continue
      }
      let line = String(decoding: typed, as: UTF8.self)
      typed = []
      lines.append(line.split(separator: " ").joined(separator: " "))
    }
    return lines
  }
}
