// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation

/// The golden vectors of the device protocol, made from this implementation.
///
/// Writing them anew changes what every implementation is tested with: only when the protocol has
/// changed, and never to make a test pass.
public enum GoldenVectors {
  /// Writes every file into a folder.
  public static func write(to folder: URL) throws {
    for file in try files() {
      try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name + ".json"))
    }
  }

  /// The files by their names, without `.json`.
  static func files() throws -> [(name: String, text: String)] {
    try all.map { ($0.name, try text(about: $0.about, $0.cases)) }
  }

  private static var all: [(name: String, about: String, cases: [VectorValue])] {
    messages + refusals + parts
  }

  private static var messages: [(name: String, about: String, cases: [VectorValue])] {
    [
      (
        "host-messages", "Messages of the host: fields and every form of their bytes.",
        VectorCases.host.map { item in
          valid(
            item.name, item.sequence, item.message.type, MessageFields.of(item.message),
            item.message.payload(sequence: item.sequence),
            HIDReport(item.message, sequence: item.sequence))
        }
      ),
      (
        "device-messages", "Messages of the device: fields and every form of their bytes.",
        VectorCases.device.map { item in
          valid(
            item.name, item.sequence, item.message.type, MessageFields.of(item.message),
            item.message.payload(sequence: item.sequence),
            HIDReport(item.message, sequence: item.sequence))
        }
      ),
    ]
  }

  private static func valid(
    _ name: String, _ sequence: UInt16, _ type: UInt8, _ fields: [String: VectorValue],
    _ payload: Payload, _ report: HIDReport
  ) -> VectorValue {
    .object([
      "name": .text(name), "sequence": .number(Int(sequence)), "type": .number(Int(type)),
      "fields": .object(fields), "payload": .hex(payload.array),
      "serial": .hex(Frame(payload).array), "hid": .hex(report.array),
    ])
  }

  private static var refusals: [(name: String, about: String, cases: [VectorValue])] {
    [
      (
        "refused-serial",
        "Serial frames that must be refused, why, and the answer of a device.",
        RefusedCases.serial.map { item in
          .object([
            "name": .text(item.name), "direction": .text(item.fromHost ? "host" : "device"),
            "serial": .hex(item.bytes),
            "refusal": RefusedCases.describe(item.bytes, fromHost: item.fromHost),
          ])
        }
      ),
      (
        "refused-hid", "HID reports that must be refused, why, and the answer of a device.",
        RefusedCases.hid.map { item in
          .object([
            "name": .text(item.name), "direction": .text(item.fromHost ? "host" : "device"),
            "hid": .hex(item.bytes),
            "refusal": RefusedCases.describe(report: item.bytes, fromHost: item.fromHost),
          ])
        }
      ),
    ]
  }

  private static var parts: [(name: String, about: String, cases: [VectorValue])] {
    [
      ("crc", "CRC-16/IBM-3740 of data.", PartCases.checksums),
      ("cobs", "Data and its COBS form, without delimiter.", PartCases.stuffings),
      (
        "streams", "Streams of bytes and what a receiver makes of them, in order.",
        PartCases.streams
      ),
      ("sequence", "Sequence numbers as received and the verdict on each.", PartCases.sequences),
      (
        "clock", "Exchanges of ping and pong, and the device's clock at moments of the host's.",
        PartCases.clocks
      ),
      ("life", "How long a setpoint has to live; null when it is void.", PartCases.lives),
    ]
  }

  /// One case a line, so that a change shows as one.
  private static func text(about: String, _ cases: [VectorValue]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let heading = String(decoding: try encoder.encode(VectorValue.text(about)), as: UTF8.self)
    return "{\"protocol\":\"1.0\",\"about\":\(heading),\"cases\":[\n"
      + lines.joined(separator: ",\n") + "\n]}\n"
  }
}
