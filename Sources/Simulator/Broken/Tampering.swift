// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

/// What stands between a broken device's wire and its sound core: what it has to remember.
struct Tampering: Sendable {
  /// The number under which messages of its own go to the core; their answers are kept.
  static let ownNumber: UInt16 = 0xDEAD

  let rule: BrokenRule
  var wire = WireTampering()

  // What was heard.
  var newest: UInt16?
  /// Whether the last hello was of another major.
  var isStranger = false
  var isGreeted = false
  var tokens: [UInt32] = []
  var hello: UInt32 = 0
  var asked: Rates?
  /// The arm as the host knows it, and the id under which the core has it.
  var arm: Arm?
  var owner = Transport.serial
  var innerID: UInt32 = 0
  var usedIDs: [UInt32] = []
  var setpoint: (value: Setpoint, number: UInt16)?
  var newestSetpoint = ownNumber
  var accepted: UInt16?
  var stopID: UInt16?
  var repeats: UInt16 = 0
  var pings: (at: Instant, count: Int) = (.zero, 0)

  // What was told.
  var newestLatch: UInt16 = 0
  var identity: Identity?
  var actuator: ActuatorIdentity?
  var told = 0
  var held: [DeviceMessage] = []
  var most: UInt16 = 0

  // What is still to be done.
  /// Told when the core has nothing to say.
  var extra: [(due: Instant, message: DeviceMessage, transport: Transport)] = []
  var delayed: (due: Instant, message: HostMessage, number: UInt16, transport: Transport)?
  var pulse = Instant.zero

  init(_ rule: BrokenRule) { self.rule = rule }

  mutating func say(
    _ message: DeviceMessage, to transport: Transport, due: Instant = .zero
  ) { extra.append((due, message, transport)) }

  mutating func answer(
    _ message: HostMessage, _ number: UInt16, _ result: Answer.Result, _ detail: UInt32 = 0,
    to transport: Transport
  ) {
    say(
      .answer(Answer(type: message.type, result: result, sequence: number, detail: detail)),
      to: transport)
  }
}
