// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What is wrong with a sensor; the raw value is what a fault event carries.
enum SensorTrouble: Int32, Hashable, Sendable, BitwiseCopyable {
  case headDead = 1
  case headSaturated = 2
  case headContradicts = 3
  case housingDead = 4
  case housingSaturated = 5
  case temperature = 6
  /// Touching, says the force, of a head that hangs free, or it never changes.
  case force = 7
  /// Current or voltage is not a number.
  case electrical = 8
}

extension Device {
  mutating func watchHeat() {
    let inputs = lastInputs
    thermal.update(
      winding: inputs.winding.celsius, head: inputs.headTemperature.celsius,
      housing: inputs.housingTemperature.celsius)
    guard let cause = thermal.tooHot, !latches.contains(cause) else { return }
    let celsius =
      switch cause {
      case .windingHot: inputs.winding.celsius
      case .headHot: inputs.headTemperature.celsius
      default: inputs.housingTemperature.celsius
      }
    rampFault(cause, value: WireScale.signed32(celsius * 100))
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

  // Mutating like every other question asked each millisecond: a device is twelve kilobytes, and a
  // getter would copy them.
  mutating func findSensorTrouble() -> SensorTrouble? {
    if headWatch.hasFailed { return headWatch.isSaturated ? .headSaturated : .headDead }
    if configuration.flags.contains(.housingAccelerometer) && housingWatch.hasFailed {
      return housingWatch.isSaturated ? .housingSaturated : .housingDead
    }
    if crossCheck.hasFailed { return .headContradicts }
    if forceWatch.hasFailed { return .force }
    if electrical.hasFailed { return .electrical }
    return thermal.sensorIsBroken ? .temperature : nil
  }

  mutating func watchSensors() {
    electrical.closeMillisecond()
    // Once a millisecond is enough to see that a force changes within a cycle.
    forceWatch.push(lastInputs.contactForce.newtons)
    headIsDoubted = crossCheck.hasFailed || (headIsDoubted && latches.contains(.sensorFault))
    guard state != .selfTest, let trouble = findSensorTrouble() else { return }
    if trouble == .headContradicts && !latches.contains(.sensorFault) {
      headContradictions = min(headContradictions + 1, 2)
    }
    rampFault(.sensorFault, value: trouble.rawValue)
  }

  /// Current without a command, motion without drive, or a stage that does something else.
  mutating func watchDrive() {
    let off = clock.sinceDriven(at: now)
    let settled = commanded == 0 && off >= DeviceLimits.stuckAfterOff
    if stuck.currentWithoutCommand(settled: settled) {
      stuckDrive(stuck.level)
    } else if isSynthesising && stuck.disobeys(peak: drivePeak) {
      stuckDrive(stuck.disagreement)
    } else if stuck.motionWithoutDrive(
      settled: settled && state == .armed, recent: standstill.recent)
    {
      stuckDrive(standstill.recent)
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
    let hasHandle = configuration.flags.contains(.housingAccelerometer)
    if let trouble = findSensorTrouble() {
      latch(.selfTestFailed, value: trouble.rawValue)
      state = .latched
    } else if !(stuck.level < DeviceLimits.stuckCurrent) {
      latch(.selfTestFailed, value: WireScale.signed32(stuck.level * 1000))
      state = .latched
    } else if standstill.isStill(at: now) && !headWatch.isBad && !(hasHandle && housingWatch.isBad)
    {
      post(.selfTestPassed, cause: 0, latch: 0, value: Int32(clamping: since.milliseconds))
      state = latches.isEmpty ? .idle : .latched
    } else if since >= DeviceLimits.bootTestMost {
      latch(.selfTestFailed, value: Device.neverStill)
      state = .latched
    }
  }
}
