// SPDX-License-Identifier: Apache-2.0
public import Links

/// What the standard descriptors of a device say about the ways to it.
///
/// They come from the device: every length is doubted.
public struct USBDescriptors: Hashable, Sendable {
  /// The HID interface that carries the protocol, if there is one.
  public private(set) var hid: HIDInterface?
  /// Whether there is a CDC interface of the abstract control model.
  public private(set) var hasSerial = false
  /// Whether there is a HID interface at all, fit for the protocol or not.
  public private(set) var hasHID = false

  fileprivate struct Interface {
    var number: UInt8
    var input: UInt8?
    var output: UInt8?
    /// Whether its interrupt endpoints carry whole reports.
    var isFit = true
    /// Whether it is of the HID class, in its first setting.
    var isHID: Bool
    /// Endpoints it has announced and not shown yet.
    var missing: UInt8
  }

  /// Reads device and configuration descriptors; nil when they are not well formed.
  ///
  /// USB 2.0 §9.5: each begins with its length and type. Linux cuts off what it does not understand,
  /// so that an end that is missing counts as not well formed, too.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= 18, bytes[0] == 18, bytes[1] == 1 else { return nil }
    var rest = bytes[18...]
    var interface: Interface?
    while let length = rest.first.map(Int.init) {
      guard length >= 2, length <= rest.count else { return nil }
      let one = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      switch one[1] {
      case 2:
        // USB 2.0 §9.6.3: wTotalLength counts the configuration and all that belongs to it.
        guard length >= 9, Int(one[2]) | Int(one[3]) << 8 <= length + rest.count else { return nil }
      case 4:
        guard length >= 9, settle(interface) else { return nil }
        interface = Interface(
          number: one[2], isHID: one[5] == 3 && one[3] == 0, missing: one[4])
        // USB CDC 1.2 §4.2, §4.3: communications class, abstract control model.
        if one[5] == 2, one[6] == 2 { hasSerial = true }
      case 5:
        guard length >= 7 else { return nil }
        interface.note(endpoint: one)
      default: continue
      }
    }
    guard settle(interface) else { return nil }
  }

  /// Takes in a whole interface; false when endpoints of it are missing.
  private mutating func settle(_ interface: Interface?) -> Bool {
    guard let interface else { return true }
    guard interface.missing == 0 else { return false }
    guard interface.isHID else { return true }
    hasHID = true
    guard hid == nil, interface.isFit, let input = interface.input, let output = interface.output
    else { return true }
    hid = HIDInterface(number: interface.number, input: input, output: output)
    return true
  }
}

extension Optional where Wrapped == USBDescriptors.Interface {
  /// USB 2.0 §9.6.6: address, attributes, largest packet.
  fileprivate mutating func note(endpoint: [UInt8]) {
    guard let announced = self?.missing else { return }
    self?.missing = announced &- 1
    let isInterrupt = endpoint[3] & 3 == 3
    let size = Int(endpoint[4]) | Int(endpoint[5]) << 8
    if !isInterrupt || size & 0x7FF != 64 { self?.isFit = false }
    if endpoint[2] & 0x80 != 0 { self?.input = endpoint[2] } else { self?.output = endpoint[2] }
  }
}
