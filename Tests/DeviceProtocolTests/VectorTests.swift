// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Testing

@testable import GoldenVectors

@Suite("Golden vectors")
struct VectorTests {
  @Test("are what this implementation would write: 'swift run tonus-vectors device' after a change")
  func current() throws {
    for file in try GoldenVectors.files() {
      #expect(try file.text == VectorFile.text(file.name), "\(file.name)")
    }
  }

  @Test("every message of the host decodes to its fields and encodes to its bytes")
  func hostMessages() throws {
    let cases = try VectorFile.read("host-messages")
    #expect(cases.count == VectorCases.host.count)
    for item in cases {
      let name = Comment(rawValue: item["name"].text ?? "")
      var decoder = HostSerialDecoder()
      let report = try #require(HIDReport(item["hid"].bytes ?? []), name)
      for decoded in decoder.push(item["serial"].bytes ?? []) + [report.decodeHostMessage()] {
        guard case .message(let message, let sequence) = decoded else {
          Issue.record("\(name): \(decoded)")
          continue
        }
        #expect(Int(sequence) == item["sequence"].number, name)
        #expect(Int(message.type) == item["type"].number, name)
        #expect(VectorValue.object(MessageFields.of(message)) == item["fields"], name)
        #expect(message.payload(sequence: sequence).array == item["payload"].bytes, name)
        #expect(message.frame(sequence: sequence).array == item["serial"].bytes, name)
        #expect(HIDReport(message, sequence: sequence).array == item["hid"].bytes, name)
      }
    }
  }

  @Test("every message of the device decodes to its fields and encodes to its bytes")
  func deviceMessages() throws {
    let cases = try VectorFile.read("device-messages")
    #expect(cases.count == VectorCases.device.count)
    for item in cases {
      let name = Comment(rawValue: item["name"].text ?? "")
      var decoder = DeviceSerialDecoder()
      let report = try #require(HIDReport(item["hid"].bytes ?? []), name)
      for decoded in decoder.push(item["serial"].bytes ?? []) + [report.decodeDeviceMessage()] {
        guard case .message(let message, let sequence) = decoded else {
          Issue.record("\(name): \(decoded)")
          continue
        }
        #expect(Int(sequence) == item["sequence"].number, name)
        #expect(Int(message.type) == item["type"].number, name)
        #expect(VectorValue.object(MessageFields.of(message)) == item["fields"], name)
        #expect(message.payload(sequence: sequence).array == item["payload"].bytes, name)
        #expect(message.frame(sequence: sequence).array == item["serial"].bytes, name)
        #expect(HIDReport(message, sequence: sequence).array == item["hid"].bytes, name)
      }
    }
  }

  @Test("H5: what must be refused is refused for the reason given, over serial and HID")
  func refusals() throws {
    for item in try VectorFile.read("refused-serial") {
      let bytes = try #require(item["serial"].bytes)
      let refusal = RefusedCases.describe(bytes, fromHost: item["direction"].text == "host")
      #expect(refusal == item["refusal"], Comment(rawValue: item["name"].text ?? ""))
      #expect(refusal != .null)
    }
    for item in try VectorFile.read("refused-hid") {
      let bytes = try #require(item["hid"].bytes)
      let refusal = RefusedCases.describe(report: bytes, fromHost: item["direction"].text == "host")
      #expect(refusal == item["refusal"], Comment(rawValue: item["name"].text ?? ""))
      #expect(refusal != .null)
    }
  }

  @Test("streams are read back into step after noise")
  func streams() throws {
    for item in try VectorFile.read("streams") {
      let bytes = try #require(item["bytes"].bytes)
      #expect(
        PartCases.results(bytes) == item["results"], Comment(rawValue: item["name"].text ?? ""))
    }
  }

  @Test("checksums and stuffing agree")
  func parts() throws {
    for item in try VectorFile.read("crc") {
      let data = try #require(item["data"].bytes)
      let crc = CRC16.checksum(data.span)
      #expect(Int(crc) == item["crc"].number)
    }
    for item in try VectorFile.read("cobs") {
      let data = try #require(item["data"].bytes)
      let payload = Payload(bytes: Array(data.dropLast(2)).span)
      let frame = try #require(payload.map { Frame($0) })
      #expect(frame.array.dropLast() == item["encoded"].bytes?[...])
    }
  }

  @Test("sequences, clocks and lives agree")
  func numbers() throws {
    for item in try VectorFile.read("sequence") {
      let numbers = item["numbers"].list.compactMap { $0.number.map { UInt16($0) } }
      #expect(PartCases.verdicts(numbers) == item["verdicts"])
    }
    for item in try VectorFile.read("clock") {
      let exchanges = item["exchanges"].list.map { $0.list.compactMap(\.number) }
      let moments = item["moments"].list.compactMap(\.number)
      #expect(PartCases.deviceClocks(exchanges, moments) == item["device"])
    }
    for item in try VectorFile.read("life") {
      let clock = UInt32(try #require(item["clock"].number))
      let validUntil = UInt32(try #require(item["validUntil"].number))
      #expect(PartCases.life(clock, validUntil) == item["life"])
    }
  }
}
