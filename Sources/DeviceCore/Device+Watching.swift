// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  mutating func watchHeat() {
    for index in indices {
      let inputs = lastInputs.actuators[index]
      actuators[index].winding = inputs.winding
      actuators[index].thermal.update(
        winding: inputs.winding.celsius, head: inputs.headTemperature.celsius,
        housing: inputs.housingTemperature.celsius)
      guard let cause = actuators[index].thermal.tooHot, !latches.contains(cause) else { continue }
      let celsius =
        switch cause {
        case .windingHot: inputs.winding.celsius
        case .headHot: inputs.headTemperature.celsius
        default: inputs.housingTemperature.celsius
        }
      rampFault(cause, value: WireScale.signed32(celsius * 100))
    }
  }

  mutating func watchSupply() {
    let inputs = lastInputs
    let isLow =
      !(inputs.supply.volts > DeviceLimits.supplyStop)
      || inputs.battery.map { !($0 > DeviceLimits.batteryStop) } ?? false
    supplyMilliseconds = isLow ? min(supplyMilliseconds + 1, 1000) : 0
    guard supplyMilliseconds >= 100 else { return }
    let charge = inputs.battery ?? 0
    rampFault(.lowBattery, value: WireScale.signed32(charge * 100))
  }

  var supplyIsRestored: Bool {
    lastInputs.supply.volts > DeviceLimits.supplyStop
      && (lastInputs.battery.map { $0 > DeviceLimits.batteryClear } ?? true)
  }

  mutating func watchButtons() {
    if lastInputs.stopButton {
      rampFault(.stopButton, value: 0)
    }
    // 20 ms of one opinion: contacts bounce.
    if lastInputs.button == buttonIsDown {
      buttonMilliseconds = 0
      return
    }
    buttonMilliseconds += 1
    guard buttonMilliseconds >= 20 else { return }
    buttonMilliseconds = 0
    buttonIsDown = lastInputs.button
    post(buttonIsDown ? .buttonPressed : .buttonReleased, cause: 0, latch: 0, value: 0)
  }

  // Mutating like every other question asked each millisecond: a device is many kilobytes, and a
  // getter would copy them.
  mutating func findSensorTrouble() -> SensorTrouble? {
    for index in indices {
      if let trouble = actuators[index].findSensorTrouble() { return trouble }
    }
    return nil
  }

  mutating func watchSensors() {
    for index in indices {
      actuators[index].watchSensors(
        lastInputs.actuators[index], isLatched: latches.contains(.sensorFault))
    }
    guard state != .selfTest, let trouble = findSensorTrouble() else { return }
    if trouble == .headContradicts && !latches.contains(.sensorFault) {
      headContradictions = min(headContradictions + 1, 2)
    }
    rampFault(.sensorFault, value: trouble.rawValue)
  }

  /// Current without a command, motion without drive, or a stage that does something else.
  mutating func watchDrive() {
    let off = clock.sinceDriven(at: now)
    let isAllQuiet = state == .armed && off >= DeviceLimits.stuckAfterOff
    for index in indices {
      // One that was not driven since the reset knows no more than the device.
      let own = actuators[index].lastDriven.map { now - $0 } ?? max(off, now - .zero)
      if let value = actuators[index].findStuckDrive(off: own, isAllQuiet: isAllQuiet) {
        stuckDrive(value)
      }
    }
  }

  private mutating func stuckDrive(_ value: Float) {
    fault(.stuckDrive, value: WireScale.signed32(value * 1000))
    // A stage that does not obey cannot brake: take its supply away at once.
    switchClosed = false
  }

  mutating func watchTime() {
    clock.rest(now: now)
    guard let arm else { return }
    if clock.bout >= DeviceLimits.energised || arm.energised >= arm.energisedMax {
      fault(.energisedLimit, value: Int32(clamping: clock.bout.milliseconds))
    } else if clock.wall(at: now) >= DeviceLimits.wall {
      fault(.wallLimit, value: Int32(clamping: clock.wall(at: now).milliseconds))
    }
  }

  /// What a failed self-test says when nothing but the stillness was missing.
  static var neverStill: Int32 { 100 }

  /// Passes when the sensors have proved alive and everything has been still.
  mutating func finishSelfTest() {
    guard state == .selfTest, let booted else { return }
    let since = now - booted
    guard since >= DeviceLimits.bootTest else { return }
    if let trouble = findSensorTrouble() {
      latch(.selfTestFailed, value: trouble.rawValue)
      state = .latched
    } else if let amperes = findStrayCurrent() {
      latch(.selfTestFailed, value: WireScale.signed32(amperes * 1000))
      state = .latched
    } else if isFit() {
      post(.selfTestPassed, cause: 0, latch: 0, value: Int32(clamping: since.milliseconds))
      state = latches.isEmpty ? .idle : .latched
    } else if since >= DeviceLimits.bootTestMost {
      latch(.selfTestFailed, value: Device.neverStill)
      state = .latched
    }
  }

  private mutating func findStrayCurrent() -> Float? {
    for index in indices where !(actuators[index].stuck.level < DeviceLimits.stuckCurrent) {
      return actuators[index].stuck.level
    }
    return nil
  }

  private mutating func isFit() -> Bool {
    for index in indices where !actuators[index].isFit(at: now) { return false }
    return true
  }
}
