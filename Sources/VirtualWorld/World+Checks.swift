// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions
import Simulator

extension World {
  /// Shows the millisecond to every checker.
  mutating func observe() {
    let glimpse = device.observe()
    if glimpse.state != .idle { noteSegment(engine.status.segment) }
    isAttached = glimpse.isAttached
    var current: Float = 0
    for index in 0..<scenario.actuators {
      current = max(current, glimpse.heads[index].current.amperes)
    }
    let whole = WorldMoment(
      now: now, elapsed: now - began, isDriven: current > 0,
      acceleration: 0, current: current,
      isStageSound: true, isHandled: false, isKnocked: false,
      latches: glimpse.latches, setpointLeft: setpointLeft,
      isSetpointCarried: glimpse.holding.map { $0 < SilenceChecker.longestLife } ?? false,
      proved: proved, stopTold: stopTold, isStopCarried: isEngineRunning && glimpse.isHearing,
      isFrozen: glimpse.isFrozen, hasReset: glimpse.resets != resets,
      hasPowerCycled: powerCycles != 0,
      sensorBroken: sensorBroken, leaseUntil: leaseUntil,
      sessions: UInt32(accounting.openings.count),
      charged: accounting.chargedEver, clearSent: clearSent)
    resets = glimpse.resets
    powerCycles = 0
    for index in 0..<scenario.actuators {
      let head = glimpse.heads[index]
      let seen = whole.of(index, head, plants[index], time: time)
      if let found = plants[index].check(seen), violation == nil { violation = found }
      digest.mix(head.acceleration.g)
      digest.mix(head.current.amperes)
    }
    if violation == nil { violation = leases.check(whole) }
    digest.mix(UInt64(glimpse.state.rawValue) << 8 | UInt64(engine.status.phase.rawValue))
  }

  private mutating func noteSegment(_ segment: Int32) {
    guard segment != provedSegment || proved == nil,
      scenario.treating.proved.segments.indices.contains(Int(segment))
    else { return }
    provedSegment = segment
    proved = scenario.treating.proved.segments[Int(segment)].limits.bounds
  }

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
    // What hid telemetry may make the books say more than was driven, never less.
    if isApart, !isDisturbed {
      violation = Violation(
        promise: .booksAgree, at: elapsed,
        detail: "\(booked.milliseconds) ms booked, \(truth.milliseconds) ms driven")
    } else if .zero - difference > tolerance {
      violation = Violation(
        promise: .booksAgree, at: elapsed,
        detail: "only \(booked.milliseconds) ms booked, \(truth.milliseconds) ms driven")
    }
    let open = accounting.openings.count - openingsBefore - accounting.records.count
    if open > 0, violation == nil {
      violation = Violation(
        promise: .booksAgree, at: elapsed, detail: "\(open) sessions opened and never closed")
    }
  }
}
