// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// Bytes that are no messages.
enum RefusedCases {
  struct Item {
    var name: String
    var fromHost: Bool
    var bytes: [UInt8]
  }

  /// A valid message's payload, changed.
  private static func changed(_ message: HostMessage, _ change: (inout [UInt8]) -> Void) -> [UInt8]
  {
    var bytes = message.payload(sequence: 0x0102).array
    change(&bytes)
    return bytes
  }

  private static func changed(_ message: DeviceMessage, _ change: (inout [UInt8]) -> Void)
    -> [UInt8]
  {
    var bytes = message.payload(sequence: 0x0102).array
    change(&bytes)
    return bytes
  }

  private static func frame(_ payload: [UInt8]) -> [UInt8] {
    Payload(bytes: payload.span).map { Frame($0).array } ?? []
  }

  private static func host(_ name: String) -> HostMessage {
    VectorCases.host.first { $0.name == name }?.message ?? .ping(Ping(token: 0))
  }

  private static func device(_ name: String) -> DeviceMessage {
    VectorCases.device.first { $0.name == name }?.message ?? .telemetry(Telemetry())
  }

  static var payloads: [Item] {
    let setpoint = host("setpoint of 45 Hz and 1 mm")
    let arm = host("arm for one minute")
    let rates = host("rates of 1 ms")
    let stop = host("stop by the user")
    var items = [
      Item(name: "header flags", fromHost: true, bytes: changed(stop) { $0[1] = 1 }),
      Item(name: "unknown type 0x7F", fromHost: true, bytes: changed(stop) { $0[0] = 0x7F }),
      Item(name: "type 0", fromHost: true, bytes: changed(stop) { $0[0] = 0 }),
      Item(
        name: "a device's message sent by a host", fromHost: true,
        bytes: changed(stop) { $0[0] = 0x84 }),
      Item(
        name: "setpoint one byte short", fromHost: true,
        bytes: changed(setpoint) { $0.removeLast() }),
      Item(
        name: "setpoint one byte long", fromHost: true, bytes: changed(setpoint) { $0.append(0) }),
      Item(name: "header alone", fromHost: true, bytes: changed(setpoint) { $0.removeLast(18) }),
      Item(
        name: "setpoint without arm", fromHost: true,
        bytes: changed(setpoint) { $0.replaceSubrange(4..<8, with: [0, 0, 0, 0]) }),
      Item(
        name: "setpoint's reserved byte", fromHost: true, bytes: changed(setpoint) { $0[13] = 1 }),
      Item(
        name: "arm without id", fromHost: true,
        bytes: changed(arm) { $0.replaceSubrange(4..<8, with: [0, 0, 0, 0]) }),
      Item(name: "arm of no actuator", fromHost: true, bytes: changed(arm) { $0[8] = 0 }),
      Item(name: "arm's reserved byte", fromHost: true, bytes: changed(arm) { $0[9] = 0x80 }),
      Item(name: "stop without reason", fromHost: true, bytes: changed(stop) { $0[6] = 0 }),
      Item(name: "stop with unknown reason", fromHost: true, bytes: changed(stop) { $0[6] = 10 }),
      Item(name: "stop's reserved byte", fromHost: true, bytes: changed(stop) { $0[7] = 1 }),
      Item(
        name: "two faults, the first counts", fromHost: true,
        bytes: changed(stop) {
          $0[6] = 99; $0[7] = 1
        }),
      Item(
        name: "clear of cause 0", fromHost: true,
        bytes: changed(host("clear of a stop")) { $0[6] = 0 }),
      Item(
        name: "clear of cause 17", fromHost: true,
        bytes: changed(host("clear of a stop")) { $0[6] = 17 }),
      Item(name: "rates of 0 ms", fromHost: true, bytes: changed(rates) { $0[4] = 0 }),
      Item(name: "rates of 101 ms", fromHost: true, bytes: changed(rates) { $0[5] = 101 }),
      Item(name: "rates without condition", fromHost: true, bytes: changed(rates) { $0[6] = 0 }),
      Item(name: "rates with measurement 2", fromHost: true, bytes: changed(rates) { $0[7] = 2 }),
      Item(
        name: "raw request of channel 3", fromHost: true,
        bytes: changed(host("raw request")) { $0[4] = 3 }),
      Item(
        name: "raw request of no samples", fromHost: true,
        bytes: changed(host("raw request")) { $0[5] = 0 }),
      Item(
        name: "a host's message sent by a device", fromHost: false,
        bytes: changed(device("pong")) { $0[0] = 0x05 }),
      Item(
        name: "identity without actuators", fromHost: false,
        bytes: changed(device("identity")) { $0[13] = 0 }),
      Item(
        name: "identity with unknown flag", fromHost: false,
        bytes: changed(device("identity")) { $0[14] |= 0x40 }),
      Item(
        name: "identity with reset cause 0", fromHost: false,
        bytes: changed(device("identity")) { $0[15] = 0 }),
      Item(
        name: "identity without serial number", fromHost: false,
        bytes: changed(device("identity")) { for index in 16..<32 { $0[index] = 0 } }),
      Item(
        name: "identity with text behind its end", fromHost: false,
        bytes: changed(device("identity")) { $0[31] = 0x41 }),
      Item(
        name: "identity with a control character", fromHost: false,
        bytes: changed(device("identity")) { $0[32] = 0x0A }),
      Item(
        name: "identity with period 0", fromHost: false,
        bytes: changed(device("identity")) { $0[54] = 0 }),
      Item(
        name: "actuator of kind 2", fromHost: false,
        bytes: changed(device("actuator")) { $0[5] = 2 }),
      Item(
        name: "answer with result 17", fromHost: false,
        bytes: changed(device("answer: hello accepted")) { $0[5] = 17 }),
      Item(
        name: "telemetry in state 8", fromHost: false,
        bytes: changed(device("telemetry, running")) { $0[5] = 8 }),
      Item(
        name: "telemetry with 1000 µs", fromHost: false,
        bytes: changed(device("telemetry, running")) {
          $0[10] = 0xE8; $0[11] = 3
        }),
      Item(
        name: "telemetry with unknown flag", fromHost: false,
        bytes: changed(device("telemetry, running")) { $0[13] |= 0x10 }),
      Item(
        name: "telemetry's reserved byte", fromHost: false,
        bytes: changed(device("telemetry, running")) { $0[55] = 1 }),
      Item(
        name: "condition with cause 17", fromHost: false,
        bytes: changed(device("condition")) { $0[40] = 17 }),
      Item(
        name: "event with code 0", fromHost: false,
        bytes: changed(device("event: latched")) { $0[8] = 0 }),
      Item(
        name: "event with cause 200", fromHost: false,
        bytes: changed(device("event: latched")) { $0[9] = 200 }),
      Item(
        name: "standstill in phase 3", fromHost: false,
        bytes: changed(device("standstill: confirmed")) { $0[6] = 3 }),
      Item(
        name: "raw with another count than length", fromHost: false,
        bytes: changed(device("raw, a full part")) { $0[6] = 19 }),
      Item(
        name: "raw of no samples", fromHost: false,
        bytes: Array(changed(device("raw, a full part")) { $0[6] = 0 }.prefix(14))),
      Item(
        name: "raw beyond its burst", fromHost: false,
        bytes: changed(device("raw, the last part")) { $0[5] = 251 }),
      Item(
        name: "fault record with cause 17", fromHost: false,
        bytes: changed(device("fault record")) { $0[5] = 17 }),
    ]
    items.append(
      Item(
        name: "unknown type 0x8C", fromHost: false, bytes: changed(device("pong")) { $0[0] = 0x8C })
    )
    return items
  }

  static var serial: [Item] {
    let good = HostMessage.stop(Stop(stopID: 1, reason: .user)).frame(sequence: 7).array
    func edited(_ name: String, _ change: (inout [UInt8]) -> Void) -> Item {
      var bytes = good
      change(&bytes)
      return Item(name: name, fromHost: true, bytes: bytes)
    }
    return payloads.map { Item(name: $0.name, fromHost: $0.fromHost, bytes: frame($0.bytes)) } + [
      edited("a bit of the data flipped") { $0[6] ^= 0x08 },
      edited("a bit of the checksum flipped") { $0[$0.count - 2] ^= 1 },
      edited("first code too large") { $0[0] += 1 },
      edited("a code beyond the end") { $0[0] = 200 },
      edited("cut short") { $0.removeSubrange(3..<6) },
      edited("one byte twice") { $0.insert($0[4], at: 4) },
      Item(name: "one byte", fromHost: true, bytes: [1, 0]),
      Item(name: "five bytes of data", fromHost: true, bytes: [6, 1, 2, 3, 4, 5, 0]),
      Item(name: "66 bytes", fromHost: true, bytes: [UInt8](repeating: 1, count: 66) + [0]),
      Item(name: "300 bytes", fromHost: false, bytes: [UInt8](repeating: 0x55, count: 300) + [0]),
    ]
  }

  static var hid: [Item] {
    let stop = HIDReport(.stop(Stop(stopID: 1, reason: .user)), sequence: 7).array
    let ping = HIDReport(.ping(Ping(token: 9)), sequence: 8).array
    let pong = HIDReport(device("pong"), sequence: 9).array
    func edited(
      _ name: String, _ base: [UInt8], fromHost: Bool = true, _ change: (inout [UInt8]) -> Void
    ) -> Item {
      var bytes = base
      change(&bytes)
      return Item(name: name, fromHost: fromHost, bytes: bytes)
    }
    let inside = payloads.filter { $0.bytes.count >= 4 }.map { item in
      let id: UInt8 = item.fromHost ? 1 : 3
      let padding = [UInt8](repeating: 0, count: 62 - item.bytes.count)
      return Item(
        name: item.name, fromHost: item.fromHost,
        bytes: [id, UInt8(item.bytes.count)] + item.bytes + padding)
    }
    return inside + [
      edited("report id 0", stop) { $0[0] = 0 },
      edited("report id 4", stop) { $0[0] = 4 },
      edited("a device's report id from a host", stop) { $0[0] = 3 },
      edited("a host's report id from a device", pong, fromHost: false) { $0[0] = 1 },
      edited("a ping under the stop id", ping) { $0[0] = 2 },
      edited("length 3", stop) { $0[1] = 3 },
      edited("length 63", stop) { $0[1] = 63 },
      edited("padding that is not zero", stop) { $0[63] = 1 },
      edited("length less than the message", stop) { $0[1] -= 1 },
    ]
  }

  static func describe(_ bytes: [UInt8], fromHost: Bool) -> VectorValue {
    if fromHost {
      var decoder = HostSerialDecoder()
      return describe(decoder.push(bytes).first)
    }
    var decoder = DeviceSerialDecoder()
    return describe(decoder.push(bytes).first)
  }

  static func describe(report: [UInt8], fromHost: Bool) -> VectorValue {
    guard let report = HIDReport(report) else { return .null }
    return fromHost
      ? describe(report.decodeHostMessage()) : describe(report.decodeDeviceMessage())
  }

  private static func describe<Message>(_ decoded: Decoded<Message>?) -> VectorValue {
    guard case .refused(let refusal) = decoded else { return .null }
    return describe(refusal)
  }

  static func describe(_ refusal: Refusal) -> VectorValue {
    var object: [String: VectorValue] = ["reason": .text(refusal.name), "answer": .null]
    if let answer = refusal.answer {
      object["answer"] = .object([
        "type": .number(Int(answer.type)), "result": .number(Int(answer.result.rawValue)),
        "sequence": .number(Int(answer.sequence)), "detail": .number(Int(answer.detail)),
      ])
    }
    return .object(object)
  }
}
