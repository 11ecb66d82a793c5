// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Once a millisecond: refreshes what each host asked to be told.
  mutating func publish() {
    gather()
    for index in 0..<2 where subscriptions[index].isOpen {
      if now >= subscriptions[index].telemetryDue {
        let period = Interval.milliseconds(Int64(subscriptions[index].telemetryPeriod))
        subscriptions[index].telemetryDue =
          now + period - Interval(nanoseconds: Int64(DeviceLimits.stepNanoseconds / 2))
        let telemetry = telemetry(index)
        outboxes[index].telemetry = telemetry
        untold[index] = Untold()
      }
      if now >= subscriptions[index].conditionDue {
        subscriptions[index].conditionDue =
          now + .milliseconds(Int64(subscriptions[index].conditionPeriod) * 10)
        let condition = condition()
        outboxes[index].condition = condition
      }
    }
  }

  /// Hands the millisecond's peaks to every transport that listens.
  private mutating func gather() {
    for index in 0..<2 where subscriptions[index].isOpen {
      untold[index].headPeak = max(untold[index].headPeak, headPeak)
      untold[index].voltagePeak = max(untold[index].voltagePeak, voltagePeak)
      untold[index].clipped &+= headWatch.clipped
      if flags.contains(.guardTripped) { untold[index].guardTripped = true }
    }
    flags.remove(.guardTripped)
    headPeak = 0
    voltagePeak = 0
    headWatch.clipped = 0
  }

  private mutating func telemetry(_ index: Int) -> Telemetry {
    var t = Telemetry()
    t.state = state
    t.clockMilliseconds = now.wireMilliseconds
    t.clockFractionMicroseconds = Device.fraction(now)
    t.flags = presentFlags()
    let untold = untold[index]
    if untold.guardTripped { t.flags.insert(.guardTripped) }
    if untold.clipped > 0 { t.flags.insert(.headSaturated) }
    t.lastSetpoint = lastSetpointSequence
    t.latches = latches.mask
    t.newestLatch = latches.newest?.number ?? 0
    t.headPeakMilligravities = WireScale.unsigned16(untold.headPeak * 1000)
    t.driveMillivolts = WireScale.unsigned16(untold.voltagePeak * 1000)
    t.contactForceCentinewtons = WireScale.unsigned16(contact.force * 100)
    t.clippedSamples = UInt8(min(untold.clipped, 255))
    guard isSynthesising else { return t }
    t.frequencyCentihertz = WireScale.unsigned16(slew.frequency.hertz * 100)
    t.targetMicrometers = WireScale.unsigned16(slew.amplitude.millimeters * 1000)
    guard let value = lockIn.takeWindow() else { return t }
    t.flags.insert(.fresh)
    t.windowTenMicroseconds = WireScale.unsigned16(value.length.seconds * 1e5)
    t.ageTenMicroseconds = WireScale.unsigned16(value.age.seconds * 1e5)
    t.head = WireScale.phasor(value.head, perUnit: 2000)
    t.housingSecond = WireScale.phasor(value.housingSecond, perUnit: 2000)
    t.headSecond = WireScale.phasor(value.headSecond, perUnit: 2000)
    t.housing = WireScale.phasor(value.housing, perUnit: 2000)
    t.current = WireScale.phasor(value.current, perUnit: 10000)
    t.currentSecond = WireScale.phasor(value.currentSecond, perUnit: 10000)
    return t
  }

  private mutating func presentFlags() -> TelemetryFlags {
    var present = flags
    if state != .lifted && isTouching() { present.insert(.contact) }
    if headWatch.isSaturated { present.insert(.headSaturated) }
    if housingWatch.isSaturated { present.insert(.housingSaturated) }
    if slew.isSlewing && isSynthesising { present.insert(.slewing) }
    if commanded == 0 && standstill.isStill(at: now) { present.insert(.standstill) }
    if !switchClosed { present.insert(.switchOpen) }
    if buttonIsDown { present.insert(.button) }
    if findSensorTrouble() != nil { present.insert(.sensorFault) }
    return present
  }

  private mutating func condition() -> Condition {
    var c = Condition()
    c.clockMilliseconds = now.wireMilliseconds
    c.windingCentidegrees = WireScale.centidegrees(lastInputs.winding.celsius)
    c.housingCentidegrees = WireScale.centidegrees(lastInputs.housingTemperature.celsius)
    c.headCentidegrees = WireScale.centidegrees(lastInputs.headTemperature.celsius)
    if let battery = lastInputs.battery {
      c.batteryPercent = UInt8(min(100, WireScale.unsigned16(battery * 100)))
    }
    c.state = state
    c.supplyMillivolts = WireScale.unsigned16(lastInputs.supply.volts * 1000)
    c.latches = latches.mask
    c.energisedMilliseconds = WireScale.milliseconds32(clock.sinceBoot)
    c.framesReceived = framesReceived
    c.framesRefused = framesRefused
    c.setpointsVoid = setpointsVoid
    c.deratingPermille = WireScale.unsigned16(thermal.share * 1000)
    if let newest = latches.newest {
      c.newestLatch = newest.number
      c.newestLatchCause = newest.cause.rawValue
    }
    c.faultsRecorded = history.count
    return c
  }
}
