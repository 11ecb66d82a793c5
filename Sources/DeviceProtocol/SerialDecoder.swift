// SPDX-License-Identifier: Apache-2.0

/// Finds messages in a stream of bytes, and finds back into step after anything.
///
/// The delimiter occurs nowhere else, so whatever noise does, the next frame that is whole is read.
public struct SerialDecoder<Message: WireMessage>: Sendable, BitwiseCopyable {
  @usableFromInline var framing = SerialFraming()
  @usableFromInline var receivedCount: UInt32 = 0
  @usableFromInline var refusedCount: UInt32 = 0

  public init() {}

  /// Messages that were whole and well-formed since the start.
  public var received: UInt32 { receivedCount }
  /// Frames that were refused for any reason since the start.
  public var refused: UInt32 { refusedCount }

  /// Takes the next byte; a result exists only when it ends a frame.
  @inlinable public mutating func push(_ byte: UInt8) -> Decoded<Message>? {
    guard byte == 0 else {
      framing.append(byte)
      return nil
    }
    return finish()
  }

  /// Takes a whole frame, as `push` would byte by byte.
  @inlinable public mutating func push(_ frame: borrowing Frame) -> Decoded<Message>? {
    guard framing.count == 0, !framing.overrun, frame.count > 0 else {
      var last: Decoded<Message>?
      for index in 0..<frame.count {
        if let result = push(frame.bytes[index]) { last = result }
      }
      return last
    }
    framing.payload.storage = frame.bytes
    framing.count = frame.count - 1
    return finish()
  }

  @inlinable mutating func finish() -> Decoded<Message>? {
    let decoded: Decoded<Message>
    switch framing.finish() {
    case .nothing: return nil
    case .refused(let refusal): decoded = .refused(refusal)
    case .whole: decoded = Message.decode(framing.payload)
    }
    switch decoded {
    case .message: receivedCount &+= 1
    case .refused: refusedCount &+= 1
    }
    return decoded
  }

  /// Forgets a frame that has begun.
  public mutating func reset() {
    framing.count = 0
    framing.overrun = false
  }
}

/// Reads what hosts say: the device's side.
public typealias HostSerialDecoder = SerialDecoder<HostMessage>
/// Reads what devices say: the host's side.
public typealias DeviceSerialDecoder = SerialDecoder<DeviceMessage>
