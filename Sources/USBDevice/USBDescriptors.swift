// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

/// bDescriptorType (USB 2.0 table 9-5, HID 1.11 §7.1).
public enum DescriptorType: UInt8, Hashable, Sendable, BitwiseCopyable {
  case device = 1
  case configuration = 2
  case string = 3
  case hid = 0x21
  case report = 0x22
}

/// Everything a device tells a host about itself, as bytes.
///
/// A composite full-speed device: a vendor-defined HID interface and a CDC-ACM serial port.
public struct USBDescriptors: Sendable, BitwiseCopyable {
  /// The only language of the strings: English (United States).
  static var language: UInt16 { 0x0409 }
  /// bConfigurationValue of the only configuration.
  static var configurationValue: UInt8 { 1 }
  static var manufacturerIndex: UInt8 { 1 }
  static var productIndex: UInt8 { 2 }
  static var serialIndex: UInt8 { 3 }

  public var device = ControlData(Self.deviceBytes)
  public var configuration = ControlData()
  /// The HID report descriptor.
  public var report = ControlData(HIDReport.descriptor)
  public var languages: ControlData = ControlData([4, 3, 0x09, 0x04])
  public var manufacturer = ControlData.string("Tonus project")
  /// Begins with `Tonus`: what tells this device from others with the same test id.
  public var product = ControlData.string("Tonus massager")
  public var serial: ControlData

  /// - Parameter serial: the serial number of `identity`.
  public init(serial: WireText) {
    self.serial = .string(serial)
    configuration.append(Self.configurationHeader)
    configuration.append(Self.hidInterface)
    configuration.append(Self.serialControlInterface)
    configuration.append(Self.serialDataInterface)
    // wTotalLength.
    configuration.bytes[2] = UInt8(configuration.count)
  }

  func string(at index: UInt8) -> ControlData? {
    switch index {
    case 0: languages
    case Self.manufacturerIndex: manufacturer
    case Self.productIndex: product
    case Self.serialIndex: serial
    default: nil
    }
  }
}

// USB 2.0 §9.6; offsets are the standard's. Words are little-endian.
extension USBDescriptors {
  private static var deviceBytes: InlineArray<18, UInt8> {
    let (vendor, product) = (USBIdentity.vendor, USBIdentity.product)
    return [
      18, 1,  // bLength, bDescriptorType DEVICE
      0x00, 0x02,  // bcdUSB 2.00
      // The class of devices with an interface association descriptor (its ECN, §9.7.4).
      0xEF, 0x02, 0x01,  // bDeviceClass, bDeviceSubClass, bDeviceProtocol
      64,  // bMaxPacketSize0
      UInt8(vendor & 0xFF), UInt8(vendor >> 8),  // idVendor
      UInt8(product & 0xFF), UInt8(product >> 8),  // idProduct
      0x00, 0x01,  // bcdDevice: the device protocol's version, 1.00
      1, 2, 3,  // iManufacturer, iProduct, iSerialNumber
      1,  // bNumConfigurations
    ]
  }

  private static var configurationHeader: InlineArray<9, UInt8> {
    [
      9, 2,  // bLength, bDescriptorType CONFIGURATION
      0, 0,  // wTotalLength, set above
      3, 1, 0,  // bNumInterfaces, bConfigurationValue, iConfiguration
      // Self-powered, without remote wakeup: a massager has no reason to wake a computer.
      0xC0,  // bmAttributes
      // [E] 100 mA for the electronics, which every port grants; the coil has a battery.
      50,  // bMaxPower, 2 mA
    ]
  }

  private static var hidInterface: InlineArray<32, UInt8> {
    [
      // No boot protocol, so the subclass is 0 (HID 1.11 §4.2).
      9, 4, 0, 0, 2, 0x03, 0x00, 0x00, 0,  // INTERFACE 0: two endpoints, HID
      // HID 1.11 §6.2.1: bcdHID 1.11, no country, one REPORT descriptor of 35 bytes.
      9, 0x21, 0x11, 0x01, 0, 1, 0x22, 35, 0,
      7, 5, 0x81, 0x03, 64, 0, 1,  // ENDPOINT 1 IN: interrupt, 64 bytes, each ms
      7, 5, 0x01, 0x03, 64, 0, 1,  // ENDPOINT 1 OUT: interrupt, 64 bytes, each ms
    ]
  }

  private static var serialControlInterface: InlineArray<43, UInt8> {
    [
      // Interfaces 1 and 2 are one function: CDC, abstract control model.
      8, 11, 1, 2, 0x02, 0x02, 0x00, 0,  // INTERFACE ASSOCIATION
      // Protocol 0: with 1 to 6 ModemManager would probe the massager with AT commands.
      9, 4, 1, 0, 1, 0x02, 0x02, 0x00, 0,  // INTERFACE 1: one endpoint
      5, 0x24, 0x00, 0x10, 0x01,  // CDC 1.2 §5.2.3.1, header: bcdCDC 1.10
      5, 0x24, 0x01, 0x00, 2,  // PSTN 1.2 §5.3.1, call management: none, data interface 2
      // Line coding, control lines and serial state (bit 1), break (bit 2).
      4, 0x24, 0x02, 0x06,  // PSTN 1.2 §5.3.2, abstract control management
      5, 0x24, 0x06, 1, 2,  // CDC 1.2 §5.2.3.2, union: control 1, data 2
      7, 5, 0x82, 0x03, 16, 0, 16,  // ENDPOINT 2 IN: interrupt, 16 bytes, each 16 ms
    ]
  }

  private static var serialDataInterface: InlineArray<23, UInt8> {
    [
      9, 4, 2, 0, 2, 0x0A, 0x00, 0x00, 0,  // INTERFACE 2: two endpoints, CDC data
      7, 5, 0x83, 0x02, 64, 0, 0,  // ENDPOINT 3 IN: bulk, 64 bytes
      7, 5, 0x03, 0x02, 64, 0, 0,  // ENDPOINT 3 OUT: bulk, 64 bytes
    ]
  }
}
