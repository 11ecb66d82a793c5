// SPDX-License-Identifier: Apache-2.0

/// One message as a HID report of 64 bytes: report id, length, the message, zeros.
///
/// USB carries its own checksum, so a report has none.
public struct HIDReport: Sendable, BitwiseCopyable {
  public enum ID: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// From the host: anything but stop.
    case command = 1
    /// From the host: a stop and nothing else, so that it needs no queue behind commands.
    case stop = 2
    /// From the device.
    case report = 3
  }

  public var bytes: InlineArray<64, UInt8>

  public init(bytes: InlineArray<64, UInt8>) { self.bytes = bytes }

  private init(id: ID, payload: Payload) {
    bytes = InlineArray(repeating: 0)
    bytes[0] = id.rawValue
    bytes[1] = UInt8(payload.count)
    for index in 0..<payload.count { bytes[2 + index] = payload[index] }
  }

  public init(_ message: HostMessage, sequence: UInt16) {
    let payload = message.payload(sequence: sequence)
    if case .stop = message {
      self.init(id: .stop, payload: payload)
    } else {
      self.init(id: .command, payload: payload)
    }
  }

  public init(_ message: DeviceMessage, sequence: UInt16) {
    self.init(id: .report, payload: message.payload(sequence: sequence))
  }

  /// Reads a report that came from a host.
  ///
  /// Under the stop id nothing but a stop is read; a stop is read under either.
  public func decodeHostMessage() -> Decoded<HostMessage> {
    guard let payload, let id = ID(rawValue: bytes[0]), id != .report,
      id == .command || payload.type == HostMessage.stopType
    else { return .refused(.report) }
    return HostMessage.decode(payload)
  }

  /// Reads a report that came from a device.
  public func decodeDeviceMessage() -> Decoded<DeviceMessage> {
    guard let payload, bytes[0] == ID.report.rawValue else { return .refused(.report) }
    return DeviceMessage.decode(payload)
  }

  private var payload: Payload? {
    let length = Int(bytes[1])
    guard length >= Payload.headerLength, length <= Payload.capacity else { return nil }
    for index in 2 + length..<64 where bytes[index] != 0 { return nil }
    return Payload(bytes: bytes.span.extracting(2..<2 + length))
  }

  /// The report descriptor of a device: a vendor's usage page 0xFF42, three reports of 63 bytes.
  ///
  /// Neither page 0x0E (haptics) nor 0x0F (physical input device): a kernel offers those to games
  /// as force feedback.
  public static var descriptor: InlineArray<35, UInt8> {
    [
      0x06, 0x42, 0xFF,  // Usage Page (vendor 0xFF42)
      0x09, 0x01,  // Usage (1)
      0xA1, 0x01,  // Collection (Application)
      0x15, 0x00,  // Logical Minimum (0)
      0x26, 0xFF, 0x00,  // Logical Maximum (255)
      0x75, 0x08,  // Report Size (8)
      0x95, 0x3F,  // Report Count (63)
      0x85, 0x01, 0x09, 0x02, 0x91, 0x02,  // Report ID (1), Usage (2), Output (Data, Variable)
      0x85, 0x02, 0x09, 0x03, 0x91, 0x02,  // Report ID (2), Usage (3), Output
      0x85, 0x03, 0x09, 0x04, 0x81, 0x02,  // Report ID (3), Usage (4), Input
      0xC0,  // End Collection
    ]
  }
}
