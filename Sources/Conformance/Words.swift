// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// Bytes and messages, told to a person.
enum Words {
  static func hex(_ bytes: [UInt8]) -> String {
    // A serial frame holds no zero but its last byte; a report's padding says nothing.
    let isReport = bytes.count == 64 && bytes.dropLast().contains(0)
    let shown = isReport ? bytes.prefix(2 + Int(min(bytes[1], 62))) : bytes[...]
    let text = shown.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "0" + digits : digits
    }.joined(separator: " ")
    return isReport ? text + " (report)" : text
  }

  static func text(_ text: WireText) -> String {
    String(decoding: (0..<16).map { text[$0] }.prefix { $0 != 0 }, as: UTF8.self)
  }

  static func of(_ message: DeviceMessage) -> String {
    switch message {
    case .identity(let one):
      "identity of \(text(one.serial)), nonce \(one.nonce), boot \(one.bootID)"
    case .actuator(let one): "actuator \(one.actuator)"
    case .answer(let one):
      "answer to type \(one.type), sequence \(one.sequence): \(one.result), detail \(one.detail)"
    case .telemetry(let one):
      "telemetry: \(one.state), clock \(one.clockMilliseconds) ms, latches \(one.latches)"
        + ", setpoint \(one.lastSetpoint), target \(one.targetMicrometers) µm"
    case .condition(let one):
      "condition: \(one.state), \(one.framesReceived) received, \(one.framesRefused) refused"
        + ", \(one.setpointsVoid) void, latches \(one.latches)"
    case .measurement(let one): "measurement of actuator \(one.actuator)"
    case .event(let one):
      "event \(one.code), cause \(one.cause), latch \(one.latch), value \(one.value)"
    case .pong(let one): "pong, token \(one.token), clock \(one.clockMilliseconds) ms"
    case .standstill(let one):
      "standstill \(one.phase) of stop \(one.stopID), ended \(one.endedMilliseconds) ms"
        + ", confirmed \(one.confirmedMilliseconds) ms, latch \(one.latch)"
    case .raw(let one): "raw samples \(one.offset)…, \(one.count) of \(one.of)"
    case .fault(let one): "fault \(one.index): cause \(one.cause), latch \(one.latch)"
    }
  }
}
