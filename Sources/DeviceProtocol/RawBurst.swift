// SPDX-License-Identifier: Apache-2.0

/// Up to twenty consecutive samples of a burst, in 0.5 mg or 0.1 mA.
public struct RawBurst: Sendable, BitwiseCopyable {
  public var channel: RawChannel = .headAcceleration
  public var offset: UInt8 = 0
  public var count: UInt8 = 0
  public var of: UInt8 = 0
  public var clockMilliseconds: UInt32 = 0
  public var clockFractionMicroseconds: UInt16 = 0
  public var samples: InlineArray<20, Int16> = InlineArray(repeating: 0)
  public init() {}
}

extension RawBurst {
  /// A burst's body is as long as its samples need.
  public var bodyLength: Int { 10 + 2 * Int(min(count, 20)) }

  public func encode(into body: inout Payload) {
    body.setByte(0, channel.rawValue)
    body.setByte(1, offset)
    body.setByte(2, min(count, 20))
    body.setByte(3, of)
    body.setUInt32(4, clockMilliseconds)
    body.setUInt16(8, clockFractionMicroseconds)
    for index in 0..<Int(min(count, 20)) {
      body.setUInt16(10 + 2 * index, UInt16(bitPattern: samples[index]))
    }
  }

  /// Reads a body of at least twelve bytes whose length has been checked against its count.
  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let channel = RawChannel(rawValue: body.byte(0)) else { throw FieldRefusal(offset: 0) }
    let count = try body.byte(2, in: 1...20)
    let of = body.byte(3)
    guard Int(body.byte(1)) + Int(count) <= Int(of) else { throw FieldRefusal(offset: 3) }
    let fraction = try body.microseconds(8)
    self.init()
    self.channel = channel
    offset = body.byte(1)
    self.count = count
    self.of = of
    clockMilliseconds = body.uint32(4)
    clockFractionMicroseconds = fraction
    for index in 0..<Int(count) { samples[index] = Int16(bitPattern: body.uint16(10 + 2 * index)) }
  }
}
