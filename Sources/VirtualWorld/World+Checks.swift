// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions

extension World {
  /// Shows the millisecond to every checker.
  mutating func observe() {
    if device.state != .idle { noteSegment(engine.status.segment) }
    let seen = WorldMoment(
      now: now, elapsed: now - began, isDriven: device.isDriven,
      acceleration: device.accelerationPeak, current: device.commandedPeak,
      isStageSound: isStageSound, isHandled: time < handledUntil, isKnocked: time < knockedUntil,
      deviceState: device.state,
      latches: device.latchMask, setpointLeft: setpointLeft, proved: proved, stopTold: stopTold,
      isUndisturbed: time >= disturbedUntil, sensorBroken: sensorBroken, leaseUntil: leaseUntil,
      charged: charged, clearSent: clearSent)
    if violation == nil { violation = silence.check(seen) }
    if violation == nil { violation = stops.check(seen) }
    if violation == nil { violation = envelope.check(seen) }
    if violation == nil { violation = sensors.check(seen) }
    if violation == nil { violation = leases.check(seen) }
    digest.mix(device.accelerationPeak)
    digest.mix(device.commandedPeak)
    digest.mix(UInt64(device.state.rawValue) << 8 | UInt64(engine.status.phase.rawValue))
  }

  private mutating func noteSegment(_ segment: Int32) {
    guard segment != provedSegment || proved == nil,
      scenario.program.segments.indices.contains(Int(segment))
    else { return }
    provedSegment = segment
    proved = scenario.program.segments[Int(segment)].limits.bounds
  }

  /// Charged to the ledger for all sessions so far; what was settled counts as it was charged.
  var charged: Interval { accounting.chargedEver }

  /// After the end: every session is over and in the books, and the books agree with the plant.
  mutating func auditBooks() {
    let elapsed = now - began
    if engine.status.isActive, isEngineRunning {
      violation = Violation(
        promise: .everythingEnds, at: elapsed,
        detail: "the session is still \(engine.status.phase) at the end")
      return
    }
    guard !hasLostBooks, accounting.failure == nil else { return }
    let booked = accounting.records.reduce(Interval.zero) { $0 + $1.energised }
    let truth = leases.energised
    // Measurement is late by a cycle, and without telemetry the command counts.
    let tolerance = Interval.milliseconds(600 + truth.milliseconds / 10)
    let difference = booked - truth
    let isApart = difference > tolerance || .zero - difference > tolerance
    if isApart, scenario.events.isEmpty || disturbedUntil == 0 {
      violation = Violation(
        promise: .booksAgree, at: elapsed,
        detail: "\(booked.milliseconds) ms booked, \(truth.milliseconds) ms driven")
    } else if .zero - difference > tolerance + .milliseconds(700) {
      violation = Violation(
        promise: .booksAgree, at: elapsed,
        detail: "only \(booked.milliseconds) ms booked, \(truth.milliseconds) ms driven")
    }
    let open = accounting.openings.count - accounting.records.count
    if open > 0, violation == nil {
      violation = Violation(
        promise: .booksAgree, at: elapsed, detail: "\(open) sessions opened and never closed")
    }
  }
}
