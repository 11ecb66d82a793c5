// SPDX-License-Identifier: Apache-2.0

/// A message body of fixed layout.
public protocol WireBody {
  /// Exactly how many bytes it takes.
  static var bodyLength: Int { get }
  func encode(into body: inout Payload)
  /// Reads a body whose length has been checked; refuses what no field may hold.
  init(decoding body: borrowing Payload) throws(FieldRefusal)
}

/// A field held a value its definition does not allow.
public struct FieldRefusal: Error, Hashable, Sendable, BitwiseCopyable {
  /// Of the field's first byte, counted from the body's first.
  public var offset: UInt8

  @inlinable public init(offset: Int) { self.offset = UInt8(truncatingIfNeeded: offset) }
}
