// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Actuator {
  /// Hands the millisecond's peaks to transport `index`.
  mutating func gather(_ index: Int) {
    untold[index].headPeak = max(untold[index].headPeak, headPeak)
    untold[index].voltagePeak = max(untold[index].voltagePeak, voltagePeak)
    untold[index].clipped &+= headWatch.clipped
    if flags.contains(.guardTripped) { untold[index].guardTripped = true }
  }

  /// The millisecond's peaks have been handed to all.
  mutating func closeMillisecond() {
    flags.remove(.guardTripped)
    headPeak = 0
    voltagePeak = 0
    headWatch.clipped = 0
  }

  /// Its share of a telemetry message to transport `index`.
  mutating func tell(_ t: inout Telemetry, _ index: Int, now: Instant) {
    insertFlags(&t.flags, now: now)
    let untold = untold[index]
    self.untold[index] = Untold()
    if untold.guardTripped { t.flags.insert(.guardTripped) }
    if untold.clipped > 0 { t.flags.insert(.headSaturated) }
    t.headPeakMilligravities = WireScale.unsigned16(untold.headPeak * 1000)
    t.driveMillivolts = WireScale.unsigned16(untold.voltagePeak * 1000)
    t.contactForceCentinewtons = WireScale.unsigned16(contact.force * 100)
    t.clippedSamples = UInt8(min(untold.clipped, 255))
    guard isSynthesising else { return }
    t.frequencyCentihertz = WireScale.unsigned16(slew.frequency.hertz * 100)
    t.targetMicrometers = WireScale.unsigned16(slew.amplitude.millimeters * 1000)
    guard let value = lockIn.takeWindow() else { return }
    t.flags.insert(.fresh)
    t.windowTenMicroseconds = WireScale.unsigned16(value.length.seconds * 1e5)
    t.ageTenMicroseconds = WireScale.unsigned16(value.age.seconds * 1e5)
    t.head = WireScale.phasor(value.head, perUnit: 2000)
    t.housingSecond = WireScale.phasor(value.housingSecond, perUnit: 2000)
    t.headSecond = WireScale.phasor(value.headSecond, perUnit: 2000)
    t.housing = WireScale.phasor(value.housing, perUnit: 2000)
    t.current = WireScale.phasor(value.current, perUnit: 10000)
    t.currentSecond = WireScale.phasor(value.currentSecond, perUnit: 10000)
  }

  private mutating func insertFlags(_ present: inout TelemetryFlags, now: Instant) {
    // A guard that trips is told with its millisecond.
    present.formUnion(flags.subtracting(.guardTripped))
    if motion != .lifted && isTouching() { present.insert(.contact) }
    if headWatch.isSaturated { present.insert(.headSaturated) }
    if housingWatch.isSaturated { present.insert(.housingSaturated) }
    if slew.isSlewing && isSynthesising { present.insert(.slewing) }
    if isStill(at: now) { present.insert(.standstill) }
    if findSensorTrouble() != nil { present.insert(.sensorFault) }
  }
}
