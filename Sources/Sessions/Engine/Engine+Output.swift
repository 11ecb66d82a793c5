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
    if step.kind == .live, isStreamSilent() { return finish(.streamSilent, &outbox) }
    for index in indices where run.covers(index) {
      shape(index, step, in: program, segment.bounds, isStarved: isStarved)
    }
    sendSetpoint(&outbox)
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
    _ index: Int, _ step: EngineStep, in program: ProgramView, _ bounds: Bounds, isStarved: Bool
  ) {
    var (frequency, asked) = target(of: index, step, in: program)
    status.actuators[index].programAmplitude = asked

    var (amplitude, limiter) = reacted(index, step, asked)
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
    let slewed = controls[index].slew.step(amplitude: amplitude, frequency: frequency, now: now)
    // The cap at the frequency that is really driven; a sweep passes through frequencies whose cap
    // is lower than at its end.
    var delivered = slewed.amplitude
    let inside = min(bounds.frequencyMax, max(bounds.frequencyMin, slewed.frequency))
    let cap = bounds.amplitudeCap(at: inside)
    if !(delivered <= cap) {
      delivered = cap
      controls[index].slew.fall(to: cap)
      limiter = bounds.limit(at: inside) == .acceleration ? .acceleration : .amplitude
    } else if controls[index].slew.isSlewing, !isStarved {
      limiter = .slew
    }
    regulate(index, delivered, inside, limiter)
  }

  private mutating func regulate(
    _ index: Int, _ amplitude: Displacement, _ frequency: Hertz, _ shaped: EngineLimiter
  ) {
    var limiter = shaped
    let driveCap = controls[index].model.driveMax * (Float(derating) * 0.001)
    let output = controls[index].regulator.step(
      target: amplitude, frequency: frequency, fresh: controls[index].freshValue,
      driveCap: driveCap, now: now)
    switch output.limiter {
    case .none: break
    case .driveCap: limiter = derating < 1000 ? .derating : .driveCap
    case .freeAirSafe: limiter = .driveCap
    case .holdContact: limiter = .holdContact
    case .lifted: limiter = .lifted
    case .frozen: limiter = .frozen
    }
    if status.actuators[index].telemetryAge >= Limits.telemetryFreezes { limiter = .frozen }
    if controls[index].watch.latest.flags.contains(.guardTripped) { limiter = .deviceGuard }
    if status.actuators[index].state == .lifted { limiter = .lifted }
    status.actuators[index].limiter = limiter
    status.actuators[index].commandedFrequency = frequency
    status.actuators[index].commandedAmplitude = amplitude
    status.actuators[index].commandedDrive = output.drive
  }

  /// One setpoint a period, of the actuator whose turn it is.
  private mutating func sendSetpoint(_ outbox: inout EngineOutbox) {
    let period = Interval.milliseconds(Int64(status.setpointPeriodMilliseconds))
    // Half a tick of slack: ticks jitter, and a period must not be stretched to two.
    guard now - run.lastSetpoint + .microseconds(500) >= period, let device = deviceNow else {
      return
    }
    run.lastSetpoint = now
    let index = nextActuator()
    let commanded = status.actuators[index]
    if commanded.commandedDrive > .zero { run.lastDriven = now }
    let isRegulated = talk.actuators[index]?.kind == .regulated
    let setpoint = Setpoint(
      armID: run.armID,
      validUntilMilliseconds: device &+ UInt32(Limits.setpointLife.milliseconds),
      actuator: UInt8(index),
      frequencyCentihertz: UInt16(wire: commanded.commandedFrequency.hertz * 100), phase: 0,
      amplitudeMicrometers: UInt16(wire: commanded.commandedAmplitude.millimeters * 1000),
      driveTenthMilliamperes: isRegulated
        ? 0 : UInt16(wire: commanded.commandedDrive.amperes * 10_000))
    outbox.setpoint = Outbound(message: .setpoint(setpoint), sequence: courier.number())
  }

  /// The program's actuators in turn.
  ///
  /// The order is turned round every sixteen setpoints: a line that loses every second one would
  /// else lose all of the same actuator.
  private mutating func nextActuator() -> Int {
    run.turns &+= 1
    guard run.actuatorMask == 3 else { return run.covers(1) ? 1 : 0 }
    return Int((run.turns &+ run.turns >> 4) & 1)
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
