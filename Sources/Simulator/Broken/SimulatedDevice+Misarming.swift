// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// What broken devices make of arms and setpoints.
extension SimulatedDevice {
  /// Keeps an arm as the host knows it.
  mutating func remember(_ message: HostMessage, from transport: Transport) {
    guard case .arm(let arm) = message else { return }
    tampering?.arm = arm
    tampering?.innerID = arm.armID
    tampering?.owner = transport
    tampering?.accepted = nil
  }

  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: ArmDefect, from transport: Transport
  ) {
    let isArmed = device.state == .armed || device.state == .running || device.state == .lifted
    switch message {
    case .arm(let request) where isArmed: rearm(request, number, defect, from: transport)
    case .arm(let request):
      if defect == .latched, device.latchMask != 0 {
        tampering?.answer(message, number, .accepted, request.endMilliseconds, to: transport)
        return
      }
      let spoiled = spoil(request, defect)
      remember(message, from: transport)
      tampering?.innerID = spoiled.armID
      tampering?.usedIDs.append(request.armID)
      deliver(.arm(spoiled), number, from: transport)
    case .disarm(var disarm):
      if defect == .disarm, let arm = tampering?.arm { disarm.armID = arm.armID }
      if disarm.armID == tampering?.arm?.armID { disarm.armID = tampering?.innerID ?? 0 }
      deliver(.disarm(disarm), number, from: transport)
    case .setpoint(var setpoint):
      if defect == .hello { return revive(message, number, from: transport) }
      if setpoint.armID == tampering?.arm?.armID {
        setpoint.armID = tampering?.innerID ?? setpoint.armID
      }
      deliver(.setpoint(setpoint), number, from: transport)
    case .hello, .stop, .clear, .rates, .ping, .rawRequest, .faultRequest:
      deliver(message, number, from: transport)
    }
  }

  /// An arm while one is in force.
  private mutating func rearm(
    _ request: Arm, _ number: UInt16, _ defect: ArmDefect, from transport: Transport
  ) {
    let isSame = request == tampering?.arm
    if defect == .another, !isSame {
      tampering?.answer(.arm(request), number, .accepted, request.endMilliseconds, to: transport)
      return
    }
    if defect == .repetition, isSame {
      tampering?.answer(.arm(request), number, .alreadyArmed, request.armID, to: transport)
      return
    }
    deliver(.arm(request), number, from: transport)
  }

  /// What the core is asked for instead.
  private func spoil(_ asked: Arm, _ defect: ArmDefect) -> Arm {
    var arm = asked
    let now = deviceClock.wireMilliseconds
    switch defect {
    case .used:
      if tampering?.usedIDs.contains(arm.armID) ?? false { arm.armID ^= 0x5A5A_0000 &+ now }
    case .past:
      if Int32(bitPattern: arm.endMilliseconds &- now) <= 0 { arm.endMilliseconds = now &+ 10_000 }
    case .actuators: arm.actuatorMask &= UInt8(1 << (tampering?.identity?.actuators ?? 1)) &- 1
    case .end: arm.endMilliseconds &+= 60_000
    case .energised: arm.energisedMaxMilliseconds = 600_000
    case .nothing:
      arm.driveMaxTenthMilliamperes = max(arm.driveMaxTenthMilliamperes, 1000)
      arm.energisedMaxMilliseconds = max(arm.energisedMaxMilliseconds, 1000)
    case .empty, .band:
      arm.frequencyMinCentihertz = 1
      arm.frequencyMaxCentihertz = .max
    case .amplitude: arm.amplitudeMaxMicrometers = .max
    case .acceleration: arm.accelerationMaxMilligravities = .max
    case .drive: arm.driveMaxTenthMilliamperes = .max
    case .granted, .repetition, .another, .latched, .disarm, .hello, .unused: break
    }
    return arm
  }

  mutating func hear(
    _ message: HostMessage, _ number: UInt16, _ defect: SetpointDefect,
    from transport: Transport
  ) {
    if case .arm = message { remember(message, from: transport) }
    guard case .setpoint(let setpoint) = message else {
      deliver(message, number, from: transport)
      return
    }
    switch defect {
    case .unarmed:
      if device.state == .idle { armFor(setpoint, from: transport) }
      deliver(message, number, from: transport)
    case .rearm: revive(message, number, from: transport)
    case .late:
      let accepted = tampering?.accepted ?? number
      let isLate = number &- accepted >= 0x8000
      if !isLate { tampering?.accepted = number }
      deliver(message, isLate ? accepted : number, from: transport)
    case .wrap:
      guard number >= tampering?.accepted ?? 0 else { return }
      tampering?.accepted = number
      deliver(message, number, from: transport)
    case .own, .arm, .actuator, .past, .future, .zero, .silence, .renewal, .second, .mask,
      .oneSilent, .oneUnused:
      deliver(.setpoint(spoil(setpoint, defect)), number, from: transport)
    }
  }

  private func spoil(_ asked: Setpoint, _ defect: SetpointDefect) -> Setpoint {
    var setpoint = asked
    let now = deviceClock.wireMilliseconds
    let ahead = Int32(bitPattern: setpoint.validUntilMilliseconds &- now)
    switch defect {
    case .own: setpoint.amplitudeMicrometers = min(asked.amplitudeMicrometers, most(asked))
    case .arm: if let arm = tampering?.arm { setpoint.armID = arm.armID }
    case .actuator: setpoint.actuator = 0
    case .past: if ahead <= 0 { setpoint.validUntilMilliseconds = now &+ 100 }
    case .future: if ahead > 300 { setpoint.validUntilMilliseconds = now &+ 100 }
    case .zero:
      if let last = tampering?.setpoint?.value, asked.amplitudeMicrometers == 0 {
        setpoint.amplitudeMicrometers = last.amplitudeMicrometers
      }
    case .renewal:
      if ahead > 300, let last = tampering?.setpoint?.value {
        setpoint = last
        setpoint.validUntilMilliseconds = now &+ 150
      }
    case .second: setpoint.actuator = 0
    case .mask: if tampering?.arm?.actuatorMask == 0b10 { setpoint.actuator = 1 }
    case .silence, .unarmed, .late, .wrap, .rearm, .oneSilent, .oneUnused: break
    }
    return setpoint
  }

  /// The largest amplitude that the device itself allows at a setpoint's frequency: a / (2π²f²).
  private func most(_ setpoint: Setpoint) -> UInt16 {
    guard let own = tampering?.actuator else { return .max }
    let hertz = Float(setpoint.frequencyCentihertz) * 0.01
    let reach =
      Float(own.accelerationMaxMilligravities) * 9.80665e-3 / (19.739_209 * hertz * hertz) * 1e6
    return UInt16(min(Float(own.amplitudeMaxMicrometers), reach))
  }

  private mutating func armFor(_ setpoint: Setpoint, from transport: Transport) {
    insert(
      .arm(
        Arm(
          armID: setpoint.armID, actuatorMask: 1 << setpoint.actuator, frequencyMinCentihertz: 1,
          frequencyMaxCentihertz: .max, amplitudeMaxMicrometers: .max,
          accelerationMaxMilligravities: .max, driveMaxTenthMilliamperes: .max,
          energisedMaxMilliseconds: 60_000,
          endMilliseconds: deviceClock.wireMilliseconds &+ 60_000)), from: transport)
  }

  /// Goes on with a setpoint whose arm is over: clears what is latched, and arms anew by itself.
  mutating func revive(_ message: HostMessage, _ number: UInt16, from transport: Transport) {
    guard case .setpoint(var setpoint) = message else { return }
    if device.state == .latched {
      insert(
        .clear(Clear(latch: tampering?.newestLatch ?? 0, cause: .stopCommand)), from: transport)
    }
    if device.state == .idle, setpoint.armID == tampering?.arm?.armID {
      setpoint.armID = deviceClock.wireMilliseconds | 0x8000_0000
      armFor(setpoint, from: transport)
      tampering?.innerID = setpoint.armID
    }
    setpoint.armID = tampering?.innerID ?? setpoint.armID
    deliver(.setpoint(setpoint), number, from: transport)
  }
}
