// SPDX-License-Identifier: Apache-2.0

/// The bytes of a descriptor, or of one control transfer's data stage.
public struct ControlData: Sendable, BitwiseCopyable {
  /// `[C]` More than the longest descriptor takes, which is the configuration's 107.
  @inlinable public static var capacity: Int { 128 }

  public var bytes: InlineArray<128, UInt8>
  /// How many of `bytes` are in use.
  public private(set) var count: Int

  public init() {
    bytes = InlineArray(repeating: 0)
    count = 0
  }

  init<let size: Int>(_ array: InlineArray<size, UInt8>) {
    self.init()
    append(array)
  }

  /// Adds a byte; what does not fit is left out.
  public mutating func append(_ byte: UInt8) {
    guard count < Self.capacity else { return }
    bytes[count] = byte
    count += 1
  }

  mutating func append<let size: Int>(_ array: InlineArray<size, UInt8>) {
    for index in 0..<size { append(array[index]) }
  }

  /// Leaves only the first bytes.
  public mutating func truncate(to length: Int) { count = max(0, min(count, length)) }

  /// A string descriptor (USB 2.0 §9.6.7) of at most 63 ASCII characters: bLength,
  /// bDescriptorType 3, UTF-16LE.
  public static func string(_ text: StaticString) -> ControlData {
    var data = ControlData([0, DescriptorType.string.rawValue])
    text.withUTF8Buffer { characters in
      for index in 0..<characters.count { unsafe data.appendUnit(characters[index]) }
    }
    return data
  }

  /// A string descriptor of characters that end with the first zero.
  public static func string<let size: Int>(_ text: InlineArray<size, UInt8>) -> ControlData {
    var data = ControlData([0, DescriptorType.string.rawValue])
    for index in 0..<size {
      guard text[index] != 0 else { break }
      data.appendUnit(text[index])
    }
    return data
  }

  private mutating func appendUnit(_ character: UInt8) {
    guard count + 2 <= Self.capacity else { return }
    append(character)
    append(0)
    bytes[0] = UInt8(count)
  }
}
