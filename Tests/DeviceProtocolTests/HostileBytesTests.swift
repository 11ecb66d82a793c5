// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Randomness
import Testing

@testable import GoldenVectors

@Suite("Hostile bytes")
struct HostileBytesTests {
  @Test("random bytes never crash a decoder and never become a message with a wrong checksum")
  func randomBytes() {
    var random = SplitMix64(seed: 11)
    var host = HostSerialDecoder()
    var device = DeviceSerialDecoder()
    var messages = 0
    for _ in 0..<400_000 {
      // A quarter of the bytes is small, zero among them, so that frames of every length occur.
      let byte: UInt8 = random.integer()
      if case .message = host.push(byte) { messages += 1 }
      if case .message = device.push(byte) { messages += 1 }
    }
    #expect(host.refused > 1000)
    // By chance one in 65,536 checksums fits, and few of those are a message's length and type.
    #expect(messages == 0)
  }

  @Test("random reports never crash a decoder")
  func randomReports() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<50_000 {
      var bytes = InlineArray<64, UInt8>(repeating: 0)
      bytes[0] = UInt8(random.next() % 4)
      bytes[1] = UInt8(random.next() % 70)
      for index in 2..<min(64, 2 + Int(bytes[1])) { bytes[index] = random.integer() }
      _ = HIDReport(bytes: bytes).decodeHostMessage()
      _ = HIDReport(bytes: bytes).decodeDeviceMessage()
    }
  }

  @Test("H5: every single flipped bit of a frame is refused, and the frame after the next is read")
  func flippedBits() {
    var random = SplitMix64(seed: 13)
    var flips = 0
    var accepted = 0
    for index in 0..<150 {
      let sequence = UInt16(index)
      let frame = random.hostMessage().frame(sequence: sequence).array
      let next = HostMessage.ping(Ping(token: 5)).frame(sequence: sequence &+ 1).array
      for bit in 0..<frame.count * 8 {
        var bad = frame
        bad[bit / 8] ^= 1 << UInt8(bit % 8)
        var decoder = HostSerialDecoder()
        flips += 1
        // A flip in the delimiter costs the next frame as well; the one after it is always whole.
        let results = decoder.push(bad + next + next)
        for case .message(let message, _) in results where message != .ping(Ping(token: 5)) {
          accepted += 1
        }
        guard case .message(.ping, _) = results.last else {
          Issue.record("bit \(bit) of \(frame) kept a later frame from being read")
          return
        }
      }
    }
    #expect(accepted == 0, "of \(flips)")
  }

  @Test("bytes lost, doubled or swapped are refused")
  func mangledFrames() {
    var random = SplitMix64(seed: 14)
    for index in 0..<3000 {
      let frame = random.deviceMessage().frame(sequence: UInt16(truncatingIfNeeded: index)).array
      let place = Int(random.next() % UInt64(frame.count - 2))
      var lost = frame
      lost.remove(at: place)
      var doubled = frame
      doubled.insert(frame[place], at: place)
      var swapped = frame
      swapped.swapAt(place, place + 1)
      for bad in [lost, doubled, swapped] where bad != frame {
        var decoder = DeviceSerialDecoder()
        for case .message(let message, _) in decoder.push(bad) {
          // Losing or doubling one of two equal neighbours is the only way to the same frame.
          Issue.record("\(bad) became \(message)")
        }
      }
    }
  }

  @Test("a frame may come in any pieces")
  func pieces() {
    var random = SplitMix64(seed: 15)
    var stream: [UInt8] = []
    for index in 0..<500 {
      stream += random.deviceMessage().frame(sequence: UInt16(index)).array
      if random.next() % 3 == 0 { stream.append(0) }
    }
    var decoder = DeviceSerialDecoder()
    #expect(decoder.push(stream).count == 500)
    #expect(decoder.received == 500)
    #expect(decoder.refused == 0)
  }
}
