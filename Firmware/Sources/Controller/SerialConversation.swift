// SPDX-License-Identifier: Apache-2.0
import DeviceCore
public import DeviceProtocol

/// What a host said, on its way from the communication level to the control step.
public struct Heard: Sendable, BitwiseCopyable {
  public var content: Decoded<HostMessage>
}

/// The serial line between its interrupt and the control step.
///
/// Bytes become messages at the communication level, where a CRC may take its time; the control step
/// takes and gives whole messages. A stop has a place of its own and passes everything that waits.
public final class SerialConversation {
  public let heard = Ring<Heard>(capacity: 4)
  public let stops = Ring<Heard>(capacity: 2)
  public let said = Ring<DeviceMessage>(capacity: 4)
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
    if case .message(.stop, _) = decoded {
      _ = stops.push(Heard(content: decoded))
    } else {
      _ = heard.push(Heard(content: decoded))
    }
  }

  /// The next byte for the line; nil when all is said.
  ///
  /// Communication level.
  public func nextByte() -> UInt8? {
    if sent == frame.count {
      guard let message = said.pop() else { return nil }
      frame = DeviceCodec.encode(message, sequence: counter.next())
      sent = 0
    }
    let byte = frame.bytes[sent]
    sent += 1
    return byte
  }
}
