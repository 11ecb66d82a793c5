// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Randomness
import Testing

@testable import GoldenVectors

@Suite("Round trips")
struct RoundTripTests {
  /// Messages hold inline arrays, which compare as bytes.
  private func bytes(_ payload: Payload) -> [UInt8] { (0..<payload.count).map { payload[$0] } }

  @Test("random host messages survive serial framing and HID reports")
  func hostMessages() {
    var random = SplitMix64(seed: 1)
    var decoder = HostSerialDecoder()
    for index in 0..<20_000 {
      let sequence = UInt16(truncatingIfNeeded: index &* 7)
      let message = random.hostMessage()
      var result: Decoded<HostMessage>?
      let frame = message.frame(sequence: sequence)
      for place in 0..<frame.count { result = decoder.push(frame.bytes[place]) }
      guard case .message(message, sequence: sequence) = result else {
        Issue.record("message \(index), \(message), came back as \(String(describing: result))")
        return
      }
      guard
        case .message(message, sequence: sequence) =
          HIDReport(message, sequence: sequence).decodeHostMessage()
      else {
        Issue.record("message \(index), \(message), did not survive a report")
        return
      }
    }
    #expect(decoder.received == 20_000)
    #expect(decoder.refused == 0)
  }

  @Test("random device messages survive serial framing and HID reports")
  func deviceMessages() {
    var random = SplitMix64(seed: 2)
    var decoder = DeviceSerialDecoder()
    for index in 0..<20_000 {
      let sequence = UInt16(truncatingIfNeeded: index &* 11)
      let message = random.deviceMessage()
      let sent = bytes(message.payload(sequence: sequence))
      guard case .message(let serial, let number) = decoder.push(message.frame(sequence: sequence)),
        bytes(serial.payload(sequence: number)) == sent,
        case .message(let report, let reported) =
          HIDReport(message, sequence: sequence).decodeDeviceMessage(),
        bytes(report.payload(sequence: reported)) == sent
      else {
        Issue.record("message \(index), \(message), did not come back")
        return
      }
    }
    #expect(decoder.received == 20_000)
  }

  @Test("payloads of many zeros and ones are stuffed as the textbook does, and read back")
  func stuffing() {
    var random = SplitMix64(seed: 4)
    var decoder = DeviceSerialDecoder()
    for index in 0..<20_000 {
      let bytes = (0..<4 + index % 59).map { _ in
        let byte = UInt8(truncatingIfNeeded: random.next() % 9)
        return byte < index % 9 ? 0 : byte < 8 ? 1 : UInt8(truncatingIfNeeded: random.next())
      }
      let crc = CRC16.checksum(bytes.span)
      let sent = bytes + [UInt8(truncatingIfNeeded: crc), UInt8(crc >> 8)]
      let stuffed = sent.split(separator: 0, omittingEmptySubsequences: false)
        .flatMap { [UInt8($0.count + 1)] + $0 }
      guard let payload = Payload(bytes: bytes.span) else {
        Issue.record("\(bytes.count) bytes are no payload")
        return
      }
      let frame = Frame(payload)
      #expect((0..<frame.count).map { frame.bytes[$0] } == stuffed + [0])
      switch decoder.push(frame) {
      case .refused(.stuffing), .refused(.checksum), nil: Issue.record("\(bytes) came back broken")
      case .refused, .message: break
      }
    }
  }

  @Test("the checksum of eight bytes at once agrees with long division")
  func checksum() {
    var random = SplitMix64(seed: 3)
    for length in 0..<64 {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(CRC16.checksum(bytes.span) == bytes.reduce(0xFFFF) { CRC16.update($0, $1) })
    }
    #expect(CRC16.checksum(Array("123456789".utf8).span) == 0x29B1)
  }
}
