// SPDX-License-Identifier: Apache-2.0

/// What came of a frame or report: a message, or the reason why not.
public enum Decoded<Message: WireMessage>: Sendable {
  case message(Message, sequence: UInt16)
  case refused(Refusal)
}

extension Decoded: BitwiseCopyable where Message: BitwiseCopyable {}

/// Everything one side may say.
public protocol WireMessage: Sendable, BitwiseCopyable {
  /// The header and body.
  func payload(sequence: UInt16) -> Payload
  static func decode(_ payload: borrowing Payload) -> Decoded<Self>
}

extension WireMessage {
  /// The message as a serial frame, delimiter included.
  @inlinable public func frame(sequence: UInt16) -> Frame { Frame(payload(sequence: sequence)) }
}
