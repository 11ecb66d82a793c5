// SPDX-License-Identifier: Apache-2.0

/// What a host believes the serial line to be (PSTN 1.2 §6.3.11); kept and told back, and ignored.
public struct LineCoding: Hashable, Sendable, BitwiseCopyable {
  /// dwDTERate, in bits per second.
  public var baud: UInt32 = 1_000_000
  /// bCharFormat: 0 one stop bit, 1 one and a half, 2 two.
  public var stopBits: UInt8 = 0
  /// bParityType: 0 none, 1 odd, 2 even, 3 mark, 4 space.
  public var parity: UInt8 = 0
  /// 5, 6, 7, 8 or 16.
  public var dataBits: UInt8 = 8

  static var size: Int { 7 }

  init() {}

  /// Nil when the bytes are not a line coding.
  init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.size, bytes[4] <= 2, bytes[5] <= 4,
      bytes[6] >= 5 && bytes[6] <= 8 || bytes[6] == 16
    else { return nil }
    baud = 0
    for index in 0..<4 { baud |= UInt32(bytes[index]) << UInt32(8 * index) }
    stopBits = bytes[4]
    parity = bytes[5]
    dataBits = bytes[6]
  }

  var data: ControlData {
    ControlData([
      UInt8(truncatingIfNeeded: baud), UInt8(truncatingIfNeeded: baud >> 8),
      UInt8(truncatingIfNeeded: baud >> 16), UInt8(truncatingIfNeeded: baud >> 24),
      stopBits, parity, dataBits,
    ])
  }
}

/// SERIAL_STATE (PSTN 1.2 §6.5.4): what the notification endpoint says.
public enum SerialState {
  /// The ten bytes that tell whether carrier and data set are ready (DCD and DSR).
  public static func notification(isReady: Bool) -> InlineArray<10, UInt8> {
    [
      0xA1, 0x20,  // bmRequestType, bNotification SERIAL_STATE
      0, 0,  // wValue
      InterfaceNumber.serialControl.rawValue, 0,  // wIndex
      2, 0,  // wLength
      isReady ? 0x03 : 0x00, 0,  // bRxCarrier, bTxCarrier
    ]
  }
}
