// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

extension Engine {
  /// One tick of a drive or rest step: where the program is, what of it may be delivered, and the
  /// setpoint that asks for it.
  mutating func drive(_ outbox: inout EngineOutbox) {
    assert(!halt.isActive)
    guard let program = run.program, !halt.isActive else { return }
    let segment = program.segment(run.segment)
    let isLifted = status.deviceState == .lifted
    let isStarved = run.creditLeft <= Self.creditReserve
    if isStarved { starve(&outbox) } else { run.starvedSince = nil }
    guard run.mode == .driving else { return }

    // Time that delivers nothing is not treatment: lifted or without credit the program waits.
    if !isLifted, !isStarved {
      run.stepElapsed = run.stepElapsed + sinceLast
      run.elapsed = run.elapsed + sinceLast
      run.remaining = max(run.remaining - sinceLast, .zero)
    }
    // What a credit keeps back at the end of all that is allowed is not waited for.
    let isSpent = isStarved && remainingWall(program) <= Self.creditRemainder
    let capReached = segment.energisedMax - run.segmentEnergised <= Self.creditReserve || isSpent
    // Contact that is lost ends one step at a time.
    var isOver = isContactOver(program.step(run.index))
    while run.stepElapsed >= program.step(run.index).duration || capReached || isOver {
      let carried = isOver ? .zero : run.stepElapsed - program.step(run.index).duration
      isOver = false
      guard let next = nextIndex(in: program, leavingSegment: capReached) else {
        return complete(&outbox)
      }
      let step = program.step(next)
      let leaves = step.segment != run.segment
      reportEnergised(&outbox)
      if step.kind.waits || leaves || capReached {
        enterStep(next, carrying: .zero)
        return beginHalt(
          .disarm, after: step.kind.waits ? .move : .nextSegment, .programEnded, &outbox)
      }
      enterStep(next, carrying: carried)
    }
    let step = program.step(run.index)
    if step.kind == .live, isStreamSilent { return finish(.streamSilent, &outbox) }
    shape(step, in: program, segment.bounds, isStarved: isStarved, &outbox)
  }

  /// The step after this one; nil at the program's end.
  private func nextIndex(in program: ProgramView, leavingSegment: Bool) -> Int32? {
    var next = program.successor(run.index)
    while leavingSegment, next < program.stepCount, program.step(next).segment == run.segment,
      program.step(next).kind != .ask
    {
      next = program.successor(next)
    }
    return next < program.stepCount ? next : nil
  }

  private mutating func shape(
    _ step: EngineStep, in program: ProgramView, _ bounds: Bounds, isStarved: Bool,
    _ outbox: inout EngineOutbox
  ) {
    var (frequency, asked) = target(of: step, in: program)
    status.programAmplitude = asked

    var (amplitude, limiter) = reacted(step, asked)
    if run.factor < 1, limiter == .none {
      limiter = .softened
    }
    if run.factor < 1 { amplitude = amplitude * run.factor }
    // Here and below written so that what is not a number is outside, and held to the limit.
    if !bounds.contains(frequency) {
      frequency = min(bounds.frequencyMax, max(bounds.frequencyMin, frequency))
      if asked > .zero { limiter = .frequency }
    }
    if isStarved {
      amplitude = .zero
      limiter = .credit
    }
    let slewed = slew.step(amplitude: amplitude, frequency: frequency, now: now)
    // The cap at the frequency that is really driven; a sweep passes through frequencies whose cap
    // is lower than at its end.
    var delivered = slewed.amplitude
    let inside = min(bounds.frequencyMax, max(bounds.frequencyMin, slewed.frequency))
    let cap = bounds.amplitudeCap(at: inside)
    if !(delivered <= cap) {
      delivered = cap
      slew.fall(to: cap)
      limiter = bounds.limit(at: inside) == .acceleration ? .acceleration : .amplitude
    } else if slew.isSlewing, !isStarved {
      limiter = .slew
    }
    regulate(delivered, inside, limiter, &outbox)
  }

  private mutating func regulate(
    _ amplitude: Displacement, _ frequency: Hertz, _ shaped: EngineLimiter,
    _ outbox: inout EngineOutbox
  ) {
    var limiter = shaped
    let driveCap = model.driveMax * (Float(derating) * 0.001)
    let output = regulator.step(
      target: amplitude, frequency: frequency, fresh: freshValue, driveCap: driveCap, now: now)
    switch output.limiter {
    case .none: break
    case .driveCap: limiter = derating < 1000 ? .derating : .driveCap
    case .freeAirSafe: limiter = .driveCap
    case .holdContact: limiter = .holdContact
    case .lifted: limiter = .lifted
    case .frozen: limiter = .frozen
    }
    if status.telemetryAge >= Limits.telemetryFreezes { limiter = .frozen }
    if watch.latest.flags.contains(.guardTripped) { limiter = .deviceGuard }
    if status.deviceState == .lifted { limiter = .lifted }
    status.limiter = limiter
    status.commandedFrequency = frequency
    status.commandedAmplitude = amplitude
    status.commandedDrive = output.drive

    let period = Interval.milliseconds(Int64(status.setpointPeriodMilliseconds))
    // Half a tick of slack: ticks jitter, and a period must not be stretched to two.
    guard now - run.lastSetpoint + .microseconds(500) >= period, let device = deviceNow else {
      return
    }
    run.lastSetpoint = now
    if output.drive > .zero { run.lastDriven = now }
    let isRegulated = talk.actuator?.kind == .regulated
    let setpoint = Setpoint(
      armID: run.armID,
      validUntilMilliseconds: device &+ UInt32(Limits.setpointLife.milliseconds), actuator: 0,
      frequencyCentihertz: UInt16(wire: frequency.hertz * 100), phase: 0,
      amplitudeMicrometers: UInt16(wire: amplitude.millimeters * 1000),
      driveTenthMilliamperes: isRegulated ? 0 : UInt16(wire: output.drive.amperes * 10_000))
    outbox.setpoint = Outbound(message: .setpoint(setpoint), sequence: courier.number())
  }
}

extension LockInValue {
  /// The measurement as the regulator takes it: 0.5 mg and 0.1 mA steps into g and A.
  init(_ t: Telemetry, measuredAt: Instant) {
    let age = Interval.microseconds(Int64(t.ageTenMicroseconds) * 10)
    self.init(
      frequency: Hertz(hertz: Float(t.frequencyCentihertz) * 0.01),
      head: Phasor(t.head, step: 0.0005), housing: Phasor(t.housing, step: 0.0005),
      current: Phasor(t.current, step: 0.0001),
      force: Force(newtons: Float(t.contactForceCentinewtons) * 0.01),
      centre: measuredAt - age, age: age,
      clipped: t.flags.contains(.headSaturated) || t.clippedSamples > 0)
  }
}

extension Phasor {
  init(_ wire: WirePhasor, step: Float) {
    self.init(inPhase: Float(wire.inPhase) * step, quadrature: Float(wire.quadrature) * step)
  }
}

extension ActuatorModel {
  /// The physics a device declares.
  init(_ identity: ActuatorIdentity) {
    self.init(
      movingMassKilograms: Float(identity.movingMassTenthGrams) * 0.0001,
      suspensionNewtonsPerMeter: Float(identity.suspensionNewtonsPerMeter),
      dampingNewtonSecondsPerMeter: Float(identity.dampingCentinewtonSecondsPerMeter) * 0.01,
      forceConstantNewtonsPerAmpere: Float(identity.forceConstantCentinewtonsPerAmpere) * 0.01,
      resistanceOhms: Float(identity.resistanceMilliohms) * 0.001,
      driveMax: Current(amperes: Float(identity.driveMaxTenthMilliamperes) * 0.0001),
      travel: Displacement(millimeters: Float(identity.travelMicrometers) * 0.001),
      housingMassKilograms: Float(identity.housingMassTenthGrams) * 0.0001,
      sensorDelay: .microseconds(Int64(identity.sensorDelayMicroseconds)))
  }
}
