// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Randomness
import Testing
import USBDevice

@Suite("Random control transfers")
struct RandomSetupTests {
  /// Whole requests that lead somewhere.
  static let sound = [
    SetupPacket(requestType: 0x00, request: 5, value: 3),
    SetupPacket(requestType: 0x00, request: 9, value: 1),
    SetupPacket(requestType: 0x21, request: 0x09, value: 0x0202, length: 64),
    SetupPacket(requestType: 0x21, request: 0x20, index: 1, length: 7),
    SetupPacket(requestType: 0x80, request: 6, value: 0x0200),
    SetupPacket(requestType: 0x80, request: 6, value: 0x0302, index: 0x0409),
    SetupPacket(requestType: 0x81, request: 6, value: 0x2200),
    SetupPacket(requestType: 0x82, request: 0, index: 0x81),
    SetupPacket(requestType: 0xA1, request: 0x01, value: 0x0103),
  ]

  /// Half of the fields are such as mean something, so that the depths are reached.
  static func packet(_ random: inout SplitMix64) -> SetupPacket {
    if Int.random(in: 0..<8, using: &random) == 0, var sound = sound.randomElement(using: &random) {
      if sound.isIn { sound.length = .random(in: 0...255, using: &random) }
      return sound
    }
    func pick<T>(_ some: [T], _ other: T) -> T {
      Bool.random(using: &random) ? some.randomElement(using: &random) ?? other : other
    }
    return SetupPacket(
      requestType: pick(
        [0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0x21, 0xA1], .random(in: 0...255, using: &random)),
      request: pick(
        [0, 1, 3, 5, 6, 8, 9, 10, 11, 0x20, 0x21, 0x22], .random(in: 0...255, using: &random)),
      value: pick(
        [0, 1, 0x0100, 0x0200, 0x0302, 0x2100, 0x2200, 0x0202, 0x0103],
        .random(in: 0...65535, using: &random)),
      index: pick([0, 1, 2, 0x81, 0x03, 0x0409], .random(in: 0...65535, using: &random)),
      length: pick([0, 1, 2, 7, 64, 255], .random(in: 0...65535, using: &random)))
  }

  @Test(
    "nothing traps, and nothing is answered beyond wLength", arguments: 0..<8 as Range<UInt64>)
  func neverTooMuch(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var endpoint = Enumeration().endpoint
    var counts = [0, 0, 0]
    for step in 0..<50_000 {
      let packet = Self.packet(&random)
      let before = endpoint.state
      let outcome = endpoint.setup(packet)
      switch outcome.reply {
      case .data(let data, let zeroPacket):
        counts[0] += 1
        let isShort = data.count < packet.length
        #expect(
          packet.isIn && data.count <= packet.length && (!zeroPacket || isShort),
          "seed \(seed), step \(step): \(packet)")
      case .awaitData(let count):
        counts[1] += 1
        #expect(!packet.isIn && count == packet.length, "seed \(seed), step \(step): \(packet)")
        let given = Int.random(in: 0...80, using: &random)
        let data = [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: given)
        _ = endpoint.receive(data.span)
      case .acknowledge:
        #expect(packet.length == 0, "seed \(seed), step \(step): \(packet)")
        if Bool.random(using: &random) { endpoint.statusStageEnded() }
      case .stall:
        counts[2] += 1
        #expect(
          endpoint.state == before && outcome.effect == nil, "seed \(seed), step \(step): \(packet)"
        )
      }
      if Int.random(in: 0..<500, using: &random) == 0 { endpoint.reset() }
    }
    // All three kinds of answer were met.
    #expect(counts.allSatisfy { $0 > 100 }, "\(counts)")
  }
}
