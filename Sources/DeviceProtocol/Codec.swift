// SPDX-License-Identifier: Apache-2.0

/// What a host says, in bytes: written by hosts, read by devices.
public enum HostCodec {
  @inlinable public static func encode(_ message: HostMessage, sequence: UInt16) -> Frame {
    message.frame(sequence: sequence)
  }
  @inlinable public static func decode(_ payload: borrowing Payload) -> Decoded<HostMessage> {
    HostMessage.decode(payload)
  }
}

/// What a device says, in bytes: written by devices, read by hosts.
public enum DeviceCodec {
  @inlinable public static func encode(_ message: DeviceMessage, sequence: UInt16) -> Frame {
    message.frame(sequence: sequence)
  }
  /// The same as a message that carries it.
  public static func encode(_ telemetry: Telemetry, sequence: UInt16) -> Frame {
    Frame(telemetry.payload(type: 0x84, sequence: sequence))
  }
  @inlinable public static func decode(_ payload: borrowing Payload) -> Decoded<DeviceMessage> {
    DeviceMessage.decode(payload)
  }
}
