// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// What broken devices make of hellos, commands, stops and the other transport.
extension SimulatedDevice {
  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: GreetingDefect,
    from transport: Transport
  ) {
    var message = message
    let isStranger = tampering?.isStranger ?? false
    switch (defect, message) {
    case (.honoured, .ping) where isStranger: return
    case (.stop, .stop) where isStranger: return
    case (.arm, .arm) where isStranger:
      tampering?.answer(message, number, .accepted, to: transport)
      return
    case (.major, .hello(var hello)):
      hello.major = Device.majorVersion
      message = .hello(hello)
    case (.minor, .hello(var hello)) where hello.minor > Device.minorVersion:
      hello.major = 2
      message = .hello(hello)
    case (.flush, .ping(let ping)): tampering?.tokens.append(ping.token)
    case (.flush, .hello):
      for token in tampering?.tokens.suffix(8) ?? [] {
        tampering?.say(
          .pong(
            Pong(
              token: token, clockMilliseconds: deviceClock.wireMilliseconds,
              clockFractionMicroseconds: 0)), to: transport)
      }
    case (.unasked, _), (.honoured, _), (.flush, _), (.major, _), (.minor, _), (.silent, _),
      (.stop, _), (.arm, _):
      break
    }
    deliver(message, number, from: transport)
  }

  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: CommandDefect, from transport: Transport
  ) {
    let newest = tampering?.newest ?? number
    if case .hello = message {} else if number &- newest < 0x8000 { tampering?.newest = number }
    switch (defect, message) {
    case (.anyNumber, .ping) where number &- newest >= 0x8000 || number == newest: return
    case (.wrap, .ping) where number < newest: return
    case (.disarm, .disarm) where tampering?.arm == nil || device.state == .idle:
      tampering?.answer(message, number, .accepted, to: transport)
    case (.clear, .clear) where device.latchMask == 0:
      tampering?.answer(message, number, .accepted, to: transport)
    case (.defaults, .hello):
      deliver(message, number, from: transport)
      insert(.rates(Self.slow), from: transport)
    case (.period, .rates):
      insert(.rates(Self.slow), from: transport)
      let asked = tampering?.asked ?? Self.slow
      let detail =
        UInt32(asked.telemetryPeriodMilliseconds) | UInt32(asked.setpointPeriodMilliseconds) << 8
        | UInt32(asked.conditionPeriodCentiseconds) << 16
      tampering?.answer(message, number, .accepted, detail, to: transport)
    case (.burst, .ping):
      let count = tampering?.pings.at == clock ? (tampering?.pings.count ?? 0) + 1 : 1
      tampering?.pings = (clock, count)
      if count <= 3 { deliver(message, number, from: transport) }
    case (.setpoint, .setpoint):
      deliver(message, number, from: transport)
      tampering?.answer(message, number, .accepted, to: transport)
    case (.anyNumber, _), (.wrap, _), (.disarm, _), (.clear, _), (.defaults, _), (.period, _),
      (.burst, _), (.setpoint, _):
      deliver(message, number, from: transport)
    }
  }

  private static var slow: Rates {
    Rates(
      telemetryPeriodMilliseconds: 65, setpointPeriodMilliseconds: 65,
      conditionPeriodCentiseconds: 17, measurement: false)
  }

  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: StopDefect, from transport: Transport
  ) {
    if case .arm = message { remember(message, from: transport) }
    switch (defect, message) {
    case (.latched, .stop) where device.state == .latched: return
    case (.ends, .stop) where device.state == .running || device.state == .lifted:
      guard tampering?.delayed == nil else { return }
      tampering?.delayed = (clock + .milliseconds(400), message, number, transport)
      say(.stopping, to: transport)
    case (.measured, .stop) where device.state == .running || device.state == .lifted:
      deliver(message, number, from: transport)
      say(.confirmed, to: transport, after: .milliseconds(10))
    case (.discards, .setpoint): revive(message, number, from: transport)
    case (.all, .setpoint(let setpoint)) where setpoint.actuator == 1:
      revive(message, number, from: transport)
    case (.clears, .clear): tampering?.answer(message, number, .causePersists, to: transport)
    case (.number, .clear(var clear)):
      clear.latch = tampering?.newestLatch ?? 0
      deliver(.clear(clear), number, from: transport)
    case (.cause, .clear(var clear)):
      clear.cause = .stopCommand
      deliver(.clear(clear), number, from: transport)
    case (.moving, .clear) where device.state == .ramping || device.state == .braking:
      tampering?.answer(message, number, .accepted, to: transport)
    case (.latches, _), (.latched, _), (.ends, _), (.measured, _), (.discards, _), (.clears, _),
      (.number, _), (.cause, _), (.moving, _), (.all, _):
      deliver(message, number, from: transport)
    }
  }

  /// Claims something of the last stop.
  private mutating func say(
    _ phase: Standstill.Phase, to transport: Transport, after delay: Interval = .zero
  ) {
    let isOver = phase == .confirmed
    let claim = Standstill(
      stopID: tampering?.stopID ?? 0, phase: phase,
      clockMilliseconds: (deviceClock + delay).wireMilliseconds,
      endedMilliseconds: isOver ? 5 : 0, confirmedMilliseconds: isOver ? 105 : 0,
      residualMilligravities: 0, latch: tampering?.newestLatch ?? 0)
    tampering?.say(.standstill(claim), to: transport, due: clock + delay)
  }

  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: OwnerDefect, from transport: Transport
  ) {
    if case .arm = message, device.state == .idle { remember(message, from: transport) }
    let owner = tampering?.owner ?? transport
    let isForeign = transport != owner && tampering?.arm != nil
    switch (defect, message) {
    case (.arm, .arm) where isForeign:
      tampering?.answer(message, number, .accepted, to: transport)
    case (.setpoint, .setpoint) where isForeign: deliver(message, number, from: owner)
    case (.disarm, .disarm(let disarm)) where isForeign:
      tampering?.answer(message, number, .wrongArm, disarm.armID, to: transport)
    case (.stop, .stop) where isForeign:
      say(.stopping, to: transport)
      say(.confirmed, to: transport, after: .milliseconds(200))
    case (.arm, _), (.setpoint, _), (.disarm, _), (.stop, _):
      deliver(message, number, from: transport)
    }
  }
}
