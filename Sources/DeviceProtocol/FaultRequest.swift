// SPDX-License-Identifier: Apache-2.0

/// Asks for one record of the fault history, 0 the newest.
public struct FaultRequest: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt8
  public init(index: UInt8) { self.index = index }
}

extension FaultRequest: WireBody {
  public static var bodyLength: Int { 1 }

  public func encode(into body: inout Payload) {
    body.setByte(0, index)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    self.init(
      index: body.byte(0))
  }
}
