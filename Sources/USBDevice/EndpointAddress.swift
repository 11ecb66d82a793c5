// SPDX-License-Identifier: Apache-2.0

/// The endpoints beside the control endpoint; bit 7 is set where they lead to the host.
///
/// Three numbers suffice, which is what a common microcontroller has.
public enum EndpointAddress: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// Interrupt: reports from the host.
  case reportOut = 0x01
  /// Interrupt: reports of the device.
  case reportIn = 0x81
  /// Interrupt: notifications of the serial port.
  case notification = 0x82
  /// Bulk: serial bytes from the host.
  case serialOut = 0x03
  /// Bulk: serial bytes of the device.
  case serialIn = 0x83

  public var isIn: Bool { rawValue & 0x80 != 0 }

  /// The most bytes of one packet, wMaxPacketSize.
  public var packetSize: Int {
    switch self {
    case .notification: 16
    case .reportOut, .reportIn, .serialOut, .serialIn: 64
    }
  }

  /// One bit each.
  var bit: UInt8 {
    switch self {
    case .reportOut: 1
    case .reportIn: 2
    case .notification: 4
    case .serialOut: 8
    case .serialIn: 16
    }
  }
}

/// The interfaces of the one configuration.
public enum InterfaceNumber: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case hid = 0
  case serialControl = 1
  case serialData = 2

  /// The bits of the endpoints it has.
  var endpointBits: UInt8 {
    switch self {
    case .hid: EndpointAddress.reportOut.bit | EndpointAddress.reportIn.bit
    case .serialControl: EndpointAddress.notification.bit
    case .serialData: EndpointAddress.serialOut.bit | EndpointAddress.serialIn.bit
    }
  }
}
