// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

// What broken devices say, and do by themselves.
extension SimulatedDevice {
  /// The next thing a broken device says.
  mutating func nextSpoiled(for transport: Transport) -> DeviceMessage? {
    guard let rule = tampering?.rule else { return nil }
    actUnasked(rule, transport)
    if rule != .telling(.hello), let held = tampering?.held, !held.isEmpty {
      tampering?.held.removeFirst()
      return held[0]
    }
    while let message = device.nextMessage(for: transport) {
      if case .answer(let answer) = message, answer.sequence == Tampering.ownNumber { continue }
      noteTold(message)
      switch rule {
      case .telling(let defect):
        if let spoiled = spoil(message, defect, for: transport) { return spoiled }
      case .moving(let defect): return spoil(message, defect)
      case .arm(.granted), .arm(.end): return spoilGrant(message, rule)
      case .wire, .report, .refusal, .greeting, .command, .stop, .arm, .setpoint, .owner:
        return message
      }
    }
    guard
      let index = tampering?.extra.firstIndex(where: {
        $0.transport == transport && $0.due <= clock
      })
    else { return nil }
    return tampering?.extra.remove(at: index).message
  }

  /// The next frame of a broken device on its serial line.
  mutating func nextSpoiledFrame() -> Frame? {
    guard let message = nextSpoiled(for: .serial) else { return nil }
    var frame = DeviceCodec.encode(message, sequence: counter.next())
    guard isEach(40) else { return frame }
    if tampering?.rule == .telling(.strict) { frame.bytes[frame.count - 2] ^= 0x40 }
    if tampering?.rule == .telling(.sequence) { _ = counter.next() }
    return frame
  }

  /// A report as a broken device sends it.
  mutating func spoiled(_ report: HIDReport) -> HIDReport {
    var report = report
    guard isEach(40) else { return report }
    if tampering?.rule == .telling(.strict) { report.bytes[63] = 1 }
    if tampering?.rule == .telling(.sequence) { _ = reportCounter.next() }
    return report
  }

  private func isEach(_ many: Int) -> Bool { (tampering?.told ?? 0) % many == many - 1 }

  private mutating func noteTold(_ message: DeviceMessage) {
    tampering?.told += 1
    switch message {
    case .identity(let identity): tampering?.identity = identity
    case .actuator(let one): if one.actuator == 0 { tampering?.actuator = one }
    case .telemetry(let telemetry): tampering?.newestLatch = telemetry.newestLatch
    case .standstill(let standstill): tampering?.newestLatch = standstill.latch
    case .answer, .condition, .measurement, .event, .pong, .raw, .fault: break
    }
  }

  /// What a broken device does with time, without being told to.
  private mutating func actUnasked(_ rule: BrokenRule, _ transport: Transport) {
    if let delayed = tampering?.delayed, delayed.due <= clock {
      tampering?.delayed = nil
      deliver(delayed.message, delayed.number, from: delayed.transport)
    }
    guard let pulse = tampering?.pulse, clock >= pulse + .milliseconds(20) else { return }
    tampering?.pulse = clock
    switch rule {
    case .greeting(.unasked) where !(tampering?.isGreeted ?? false),
      .greeting(.silent) where tampering?.isStranger ?? false:
      tampering?.say(.telemetry(Telemetry()), to: transport)
    case .stop(.latches) where device.state == .latched:
      insert(
        .clear(Clear(latch: tampering?.newestLatch ?? 0, cause: .stopCommand)), from: transport)
    case .arm(.unused) where device.state == .armed: renew(amplitude: 0)
    case .setpoint(.oneUnused) where device.state == .armed: renew(amplitude: 0, of: 1)
    case .setpoint(.oneSilent): renew(amplitude: nil, of: 1)
    case .setpoint(.silence),
      .stop(.ends) where tampering?.delayed != nil:
      renew(amplitude: nil)
    case .wire, .report, .refusal, .greeting, .command, .stop, .arm, .setpoint, .owner, .telling,
      .moving:
      break
    }
  }

  /// Gives the last setpoint another life.
  private mutating func renew(amplitude: UInt16?, of actuator: UInt8 = 0) {
    let owner = tampering?.owner ?? .serial
    var number = tampering?.newestSetpoint ?? Tampering.ownNumber
    var setpoint = Setpoint(
      armID: tampering?.innerID ?? 0, validUntilMilliseconds: 0, actuator: 0,
      frequencyCentihertz: 0, phase: 0, amplitudeMicrometers: 0, driveTenthMilliamperes: 0)
    if amplitude == nil {
      guard let last = tampering?.setpoint else { return }
      (setpoint, number) = last
    }
    setpoint.actuator = actuator
    setpoint.validUntilMilliseconds = deviceClock.wireMilliseconds &+ 150
    device.receive(.setpoint(setpoint), sequence: number, from: owner, now: deviceClock)
  }

  private func spoilGrant(_ message: DeviceMessage, _ rule: BrokenRule) -> DeviceMessage {
    guard case .answer(var answer) = message, answer.type == 0x02, answer.result == .accepted,
      let arm = tampering?.arm
    else { return message }
    answer.detail = rule == .arm(.end) ? arm.endMilliseconds : answer.detail &+ 3_600_000
    return .answer(answer)
  }

  private func spoil(_ message: DeviceMessage, _ defect: MovingDefect) -> DeviceMessage {
    guard case .telemetry(var one) = message else { return message }
    let isDriven = one.state == .running || one.state == .lifted
    let last = tampering?.setpoint?.value
    switch defect {
    case .running: one.lastSetpoint = 0
    case .secondSwitch: if one.state == .braking { one.flags.remove(.switchOpen) }
    case .rise: if isDriven, let last { one.targetMicrometers = last.amplitudeMicrometers }
    case .fall: if isDriven { one.targetMicrometers = max(one.targetMicrometers, 250) }
    case .frequency: if isDriven, let last { one.frequencyCentihertz = last.frequencyCentihertz }
    }
    return .telemetry(one)
  }
}
