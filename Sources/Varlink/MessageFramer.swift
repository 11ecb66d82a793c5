// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into messages at every NUL, and refuses one that grows past a limit
/// while it arrives: what is too long is never held.
struct MessageFramer {
  struct TooLong: Error, Hashable {}

  let limit: Int
  private var partial: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  /// Bytes held of a message whose end has not come.
  var held: Int { partial.count }

  mutating func push(_ bytes: [UInt8], _ message: ([UInt8]) -> Void) throws(TooLong) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0) {
      guard partial.count + end - rest.startIndex <= limit else { throw TooLong() }
      partial += rest[..<end]
      let complete = partial
      partial = []
      message(complete)
      rest = rest[(end + 1)...]
    }
    guard partial.count + rest.count <= limit else { throw TooLong() }
    partial += rest
  }
}
