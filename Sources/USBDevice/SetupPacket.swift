// SPDX-License-Identifier: Apache-2.0

/// The eight bytes that begin every control transfer (USB 2.0 §9.3).
public struct SetupPacket: Hashable, Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable {
    case standard = 0
    case `class` = 1
    case vendor = 2
    case reserved = 3
  }

  public enum Recipient: Hashable, Sendable, BitwiseCopyable {
    case device, interface, endpoint
    /// "Other" and everything the standard reserves.
    case other
  }

  /// bmRequestType: direction, kind and recipient.
  public var requestType: UInt8
  /// bRequest.
  public var request: UInt8
  /// wValue.
  public var value: UInt16
  /// wIndex.
  public var index: UInt16
  /// wLength: bytes of the data stage; the most that may be answered.
  public var length: UInt16

  public init(
    requestType: UInt8, request: UInt8, value: UInt16 = 0, index: UInt16 = 0, length: UInt16 = 0
  ) {
    self.requestType = requestType
    self.request = request
    self.value = value
    self.index = index
    self.length = length
  }

  /// The bytes as they are on the wire, words little-endian.
  public init(bytes: InlineArray<8, UInt8>) {
    func word(_ place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    self.init(
      requestType: bytes[0], request: bytes[1], value: word(2), index: word(4), length: word(6))
  }

  /// Whether the data stage goes to the host.
  public var isIn: Bool { requestType & 0x80 != 0 }

  public var kind: Kind { Kind(rawValue: requestType >> 5 & 3) ?? .reserved }

  public var recipient: Recipient {
    switch requestType & 0x1F {
    case 0: .device
    case 1: .interface
    case 2: .endpoint
    default: .other
    }
  }

  var highValue: UInt8 { UInt8(truncatingIfNeeded: value >> 8) }
  var lowValue: UInt8 { UInt8(truncatingIfNeeded: value) }
}
