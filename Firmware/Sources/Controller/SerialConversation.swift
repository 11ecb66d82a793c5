// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// The serial line between its interrupt and the control step.
///
/// Bytes become messages at the communication level, where a CRC may take its time; the control step
/// takes and gives whole messages.
public final class SerialConversation {
  public let messages = MessageQueues()
  private var decoder = HostSerialDecoder()
  private var counter = SequenceCounter()
  private var frame = Frame(bytes: InlineArray(repeating: 0), count: 0)
  private var sent = 0

  public init() {}

  /// Takes a byte off the line.
  ///
  /// Communication level. A message that finds no room is lost like one on the wire: its sender hears
  /// no answer and asks again.
  public func receive(_ byte: UInt8) {
    guard let decoded = decoder.push(byte) else { return }
    messages.hear(decoded)
  }

  /// The line is gone: what was half heard or half said ends with it.
  ///
  /// Communication level.
  public func hangUp() {
    decoder = HostSerialDecoder()
    sent = frame.count
    messages.hangUp()
  }

  /// The next byte for the line; nil when all is said.
  ///
  /// Communication level.
  public func nextByte() -> UInt8? {
    if sent == frame.count {
      guard let message = messages.said.pop() else { return nil }
      frame = DeviceCodec.encode(message, sequence: counter.next())
      sent = 0
    }
    let byte = frame.bytes[sent]
    sent += 1
    return byte
  }
}
