// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Device {
  /// Once a millisecond: refreshes what the first transport's host asked to be told.
  mutating func publish() {
    gather()
    publishTelemetry(0)
  }

  /// In the steps between: whatever else is told or looked at once in a while, each in one of its own.
  ///
  /// A microcontroller has to be done with its dearest step in time, so what is rare must not meet
  /// there.
  mutating func tellBetween() {
    switch subStep {
    case 1: publishTelemetry(1)
    case 2: closeCycles()
    default: for index in 0..<2 { publishCondition(index) }
    }
  }

  private mutating func publishTelemetry(_ index: Int) {
    guard subscriptions[index].isOpen, now >= subscriptions[index].telemetryDue else { return }
    let period = Interval.milliseconds(Int64(subscriptions[index].telemetryPeriod))
    subscriptions[index].telemetryDue =
      now + period - Interval(nanoseconds: Int64(DeviceLimits.stepNanoseconds / 2))
    // Those that share a line take turns; a line that is late gets the same one, newer.
    if outboxes[index].telemetry == nil {
      let next = subscriptions[index].actuator + 1
      subscriptions[index].actuator = next < configuration.actuatorCount ? next : 0
    }
    let telemetry = telemetry(index, subscriptions[index].actuator)
    outboxes[index].telemetry = telemetry
  }

  private mutating func publishCondition(_ index: Int) {
    guard subscriptions[index].isOpen, now >= subscriptions[index].conditionDue else { return }
    subscriptions[index].conditionDue =
      now + .milliseconds(Int64(subscriptions[index].conditionPeriod) * 10)
    let condition = condition()
    outboxes[index].condition = condition
  }

  /// What a cycle that ended within the last millisecond leaves to do.
  private mutating func closeCycles() {
    for index in indices {
      actuators[index].watchForce(now: now)
      handOverMeasurement(index)
    }
  }

  private mutating func handOverMeasurement(_ actuator: Int) {
    guard var found = actuators[actuator].measured else { return }
    actuators[actuator].measured = nil
    found.actuator = UInt8(actuator)
    for index in 0..<2 where subscriptions[index].isOpen && subscriptions[index].measurement {
      outboxes[index].measurements[actuator] = found
    }
  }

  /// Hands the millisecond's peaks to every transport that listens.
  private mutating func gather() {
    for actuator in indices {
      for index in 0..<2 where subscriptions[index].isOpen { actuators[actuator].gather(index) }
      actuators[actuator].closeMillisecond()
    }
  }

  private mutating func telemetry(_ index: Int, _ actuator: Int) -> Telemetry {
    var t = Telemetry()
    t.actuator = UInt8(actuator)
    t.state = state(of: actuator)
    t.clockMilliseconds = now.wireMilliseconds
    t.clockFractionMicroseconds = Device.fraction(now)
    if !switchClosed { t.flags.insert(.switchOpen) }
    if buttonIsDown { t.flags.insert(.button) }
    t.lastSetpoint = lastSetpointSequence
    t.latches = latches.mask
    t.newestLatch = latches.newest?.number ?? 0
    actuators[actuator].tell(&t, index, now: now)
    return t
  }

  /// What an actuator does under an arm is its own; everything else they do together.
  private mutating func state(of actuator: Int) -> DeviceState {
    guard arm != nil else { return state }
    switch actuators[actuator].motion {
    case .still: return .armed
    case .driven: return .running
    case .lifted: return .lifted
    }
  }

  private mutating func condition() -> Condition {
    var c = Condition()
    c.clockMilliseconds = now.wireMilliseconds
    tellHeat(&c)
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
    if let newest = latches.newest {
      c.newestLatch = newest.number
      c.newestLatchCause = newest.cause.rawValue
    }
    c.faultsRecorded = history.count
    return c
  }

  /// The hottest of each part, and what is left to the one that has the least.
  private mutating func tellHeat(_ c: inout Condition) {
    var hottest = lastInputs.actuators[0]
    var share = actuators[0].thermal.share
    for index in indices where index > 0 {
      let inputs = lastInputs.actuators[index]
      hottest.winding = Device.hotter(hottest.winding, inputs.winding)
      hottest.housingTemperature = Device.hotter(
        hottest.housingTemperature, inputs.housingTemperature)
      hottest.headTemperature = Device.hotter(hottest.headTemperature, inputs.headTemperature)
      share = min(share, actuators[index].thermal.share)
    }
    c.windingCentidegrees = WireScale.centidegrees(hottest.winding.celsius)
    c.housingCentidegrees = WireScale.centidegrees(hottest.housingTemperature.celsius)
    c.headCentidegrees = WireScale.centidegrees(hottest.headTemperature.celsius)
    c.deratingPermille = WireScale.unsigned16(share * 1000)
  }

  /// One that is not known hides the other.
  private static func hotter(_ a: Temperature, _ b: Temperature) -> Temperature {
    a.celsius >= b.celsius || !(a.celsius == a.celsius) ? a : b
  }
}
