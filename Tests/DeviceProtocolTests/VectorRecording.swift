// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Testing

/// Writes the golden vectors; run with RECORD_VECTORS=1, and only when the protocol has changed.
@Suite(
  "Recording of vectors", .enabled(if: ProcessInfo.processInfo.environment["RECORD_VECTORS"] == "1")
)
struct VectorRecording {
  @Test("messages in both directions")
  func messages() throws {
    try VectorFile.write(
      "host-messages", about: "Messages of the host: fields and every form of their bytes.",
      VectorCases.host.map { item in
        valid(
          item.name, item.sequence, item.message.type, MessageFields.of(item.message),
          item.message.payload(sequence: item.sequence),
          HIDReport(item.message, sequence: item.sequence))
      })
    try VectorFile.write(
      "device-messages", about: "Messages of the device: fields and every form of their bytes.",
      VectorCases.device.map { item in
        valid(
          item.name, item.sequence, item.message.type, MessageFields.of(item.message),
          item.message.payload(sequence: item.sequence),
          HIDReport(item.message, sequence: item.sequence))
      })
  }

  private func valid(
    _ name: String, _ sequence: UInt16, _ type: UInt8, _ fields: [String: VectorValue],
    _ payload: Payload, _ report: HIDReport
  ) -> VectorValue {
    .object([
      "name": .text(name), "sequence": .number(Int(sequence)), "type": .number(Int(type)),
      "fields": .object(fields), "payload": .hex(payload.array),
      "serial": .hex(Frame(payload).array), "hid": .hex(report.array),
    ])
  }

  @Test("what is refused")
  func refusals() throws {
    try VectorFile.write(
      "refused-serial",
      about: "Serial frames that must be refused, why, and the answer of a device.",
      RefusedCases.serial.map { item in
        .object([
          "name": .text(item.name), "direction": .text(item.fromHost ? "host" : "device"),
          "serial": .hex(item.bytes),
          "refusal": RefusedCases.describe(item.bytes, fromHost: item.fromHost),
        ])
      })
    try VectorFile.write(
      "refused-hid", about: "HID reports that must be refused, why, and the answer of a device.",
      RefusedCases.hid.map { item in
        .object([
          "name": .text(item.name), "direction": .text(item.fromHost ? "host" : "device"),
          "hid": .hex(item.bytes),
          "refusal": RefusedCases.describe(report: item.bytes, fromHost: item.fromHost),
        ])
      })
  }

  @Test("checksums, stuffing, streams, sequences, clocks, lives")
  func parts() throws {
    try VectorFile.write(
      "crc", about: "CRC-16/IBM-3740 of data.", PartCases.checksums)
    try VectorFile.write(
      "cobs", about: "Data and its COBS form, without delimiter.", PartCases.stuffings)
    try VectorFile.write(
      "streams", about: "Streams of bytes and what a receiver makes of them, in order.",
      PartCases.streams)
    try VectorFile.write(
      "sequence", about: "Sequence numbers as received and the verdict on each.",
      PartCases.sequences)
    try VectorFile.write(
      "clock",
      about: "Exchanges of ping and pong, and the device's clock at moments of the host's.",
      PartCases.clocks)
    try VectorFile.write(
      "life", about: "How long a setpoint has to live; null when it is void.", PartCases.lives)
  }
}
