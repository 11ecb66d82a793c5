// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

extension Engine {
  mutating func obey(_ command: EngineCommand, _ outbox: inout EngineOutbox) {
    switch command {
    case .linkUp:
      status.quarantine = .none
      greetAgain(&outbox)
    case .linkDown:
      if isSessionActive { interrupt(.deviceLost, .fault, &outbox) }
      talk.forget()
      forgetMeasurements()
      courier.settle()
      talk.enter(.absent, at: now)
    case .run(let program, let session, let factor):
      start(program, session: session, factor: factor, &outbox)
    case .pause:
      pause(&outbox)
    case .resume:
      guard run.mode == .paused else { return }
      run.enter(entryMode, at: now)
    case .finish(let reason):
      guard isSessionActive else { return }
      finish(reason, &outbox)
    case .factor(let factor):
      run.factor = factor > 0 ? min(factor, 1) : 0
    case .goOn:
      run.goOn = run.mode == .moving
    case .setpoint(let setpoint):
      guard setpoint.actuator < Self.actuatorsMost else { return }
      run.setpoints[Int(setpoint.actuator)] = setpoint
    case .answer(let number):
      guard run.mode == .asking else { return }
      run.answer = min(number, 10)
      run.pain = min(number, 10)
    case .pain(let number):
      if isSessionActive { run.pain = min(number, 10) }
    case .lease(let until):
      // One that has run out under a session is not renewed: the session ends by it.
      guard !isSessionActive || now < run.leaseUntil else { return }
      run.leaseUntil = until
    case .credit(let segment, let total):
      // Credit of another segment than the one granted last begins anew; it never shrinks.
      guard segment != run.creditSegment || total > run.credit else { return }
      run.creditSegment = segment
      run.credit = total
    case .clear(let latch, let cause):
      clear(latch, cause, &outbox)
    }
  }

  private mutating func start(
    _ program: ProgramView, session: UInt32, factor: Float, _ outbox: inout EngineOutbox
  ) {
    guard !isSessionActive else {
      // The control plane never asks this; the image it would leak is given back at once.
      return note(.released(program: program.number), &outbox)
    }
    guard !halt.isActive else {
      // A stop that came between the request and this tick wins.
      note(.ended(session: session, reason: EndReason(halt.stopReason), at: now), &outbox)
      return note(.released(program: program.number), &outbox)
    }
    let leaseUntil = run.leaseUntil
    run = Run()
    run.program = program
    run.actuatorMask = program.actuatorMask
    run.leaseUntil = leaseUntil
    run.factor = factor > 0 ? min(factor, 1) : 0
    run.remaining = program.rest(0).program
    run.segment = program.step(0).segment
    status.session = session
    status.standstill = .none
    status.reason = .none
    finalPhase = .idle
    run.enter(entryMode, at: now)
  }

  /// How the step at hand begins.
  var entryMode: Run.Mode {
    guard let program = run.program else { return .none }
    switch program.step(run.index).kind {
    case .move: return .moving
    case .ask: return .asking
    case .drive, .rest, .live: return .arming
    }
  }

  private mutating func pause(_ outbox: inout EngineOutbox) {
    switch run.mode {
    case .none, .paused: return
    case .arming, .driving, .moving, .asking: beginHalt(.disarm, after: .pause, .user, &outbox)
    case .halting:
      // A pause that arrives between two segments holds there.
      if halt.after == .nextSegment || halt.after == .move { halt.redirect(to: .pause) }
    }
  }

  private mutating func clear(_ latch: UInt16, _ cause: LatchCause, _ outbox: inout EngineOutbox) {
    // One that waited for this tick was asked for before a stop of this tick.
    guard talk.stage == .ready, !courier.isBusy, !isSessionActive, !halt.isActive,
      halt.laneBegan < now, outbox.acceptsOther
    else {
      return note(.command(.clear, .failed(.notReady)), &outbox)
    }
    let sequence = courier.number()
    courier.expect(.clear, sequence: sequence, at: now)
    courier.latch = latch
    courier.latchCause = cause
    outbox.send(.clear(Clear(latch: latch, cause: cause)), sequence: sequence)
  }
}
