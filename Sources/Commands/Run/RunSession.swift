// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// One session from the question whether it may begin to the account of what was delivered.
///
/// Four connections: one drives and renews its lease, one watches, one is kept for stopping, and the
/// first asks what comes before.
struct RunSession {
  let source: any DaemonSource
  let output: Output
  let keyboard: any Keyboard
  let stopper: Stopper
  /// Wishes to stop that come as signals.
  let stops: AsyncStream<StopCause>
  /// Ends the program at once; a parameter, so that a test survives it.
  let quit: @Sendable (Exit) async -> Void

  /// How often a lease of 1 s is renewed.
  static let renewal = Duration.milliseconds(300)
  static let monitorPeriodMs = 100

  func run(_ request: RunRequest) async throws -> Exit {
    let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
    let signals = obey(continuation)
    defer { signals.cancel() }
    let asking = try await source.connect()
    let plan = try await plan(request, asking)
    try await askBefore(asking, request)
    try await agree(plan, request)
    let driver = try await source.connect()
    let watcher = try await source.connect()
    let (lease, device) = try await driver.acquire(request.device)
    await stopper.arm(asking, device: device)
    let renewal = renew(lease, driver, continuation)
    defer { renewal.cancel() }
    let session: String
    do {
      session = try await driver.start(lease, request.target, request.subject).session
    } catch {
      await stopper.disarm()
      try? await driver.release(lease)
      throw error
    }
    let tasks = [
      watch(device, watcher, continuation), tick(continuation), listen(continuation),
    ]
    defer { for task in tasks { task.cancel() } }
    let steering = steer(request, lease, driver, continuation)
    var loop = RunLoop(
      session: session, lease: lease, device: device, plan: plan, driver: driver,
      output: output, stopper: stopper, continuation: continuation,
      // Whoever steers by what is measured needs all of it.
      linePeriodMs: steering != nil && output.isJSON ? 0 : 1000,
      movesByItself: request.movesByItself)
    await loop.follow(events)
    steering?.cancel()
    let exit = try await account(session, loop.last, driver)
    if !loop.keysEnded { await askAfter(session, request, events, exit) }
    guard let steering, exit == .success, await steering.value > 0 else { return exit }
    return .data
  }

  /// What would run for this person, who has answered everything by then.
  private func plan(_ request: RunRequest, _ asking: any DaemonLink) async throws -> Plan {
    let dialogue = ScreeningDialogue(control: asking, output: output, keyboard: keyboard)
    let check = { try await asking.check(request.target, request.subject, request.device) }
    if let assessment = request.assessment {
      _ = try await asking.assess(request.subject, assessment)
    }
    guard request.answers == nil else {
      try await dialogue.pass(subject: request.subject, given: request.answers)
      return try await check()
    }
    // Nobody is asked about a muscle that does not exist; and the answers may change the plan.
    let plan = try await check()
    return try await dialogue.pass(subject: request.subject, given: nil) ? await check() : plan
  }

  /// Sends the setpoints of a live session; its value is how many lines were wrong.
  private func steer(
    _ request: RunRequest, _ lease: String, _ driver: any DaemonLink,
    _ events: AsyncStream<RunEvent>.Continuation
  ) -> Task<Int, Never>? {
    guard let input = request.setpoints else { return nil }
    let steering = Steering(
      input: input, lease: lease, driver: driver, output: output, speed: request.speed)
    return Task {
      let wrong = await steering.run()
      // What broke off here is told by the session's own end.
      events.yield(.inputEnded)
      return wrong
    }
  }

  private func obey(_ events: AsyncStream<RunEvent>.Continuation) -> Task<Void, Never> {
    let (stops, stopper, output, quit) = (stops, stopper, output, quit)
    return Task {
      for await cause in stops {
        switch await stopper.react(to: cause) {
        case .quit: await quit(.interrupted)
        case .wait: continue
        case .stop:
          if !output.isJSON { output.terminal.print(["Stopping: \(cause.words)."]) }
          // A second wish must be heard while the first is on its way.
          Task {
            _ = await stopper.stop()
            events.yield(.stopped)
          }
        }
      }
    }
  }

  /// Shows the plan and asks whether to go on.
  private func agree(_ plan: Plan, _ request: RunRequest) async throws {
    if output.isJSON {
      try output.json(["plan": plan])
    } else {
      output.terminal.print(PlanText.lines(plan, style: output.style) + [""])
    }
    if request.yes { return }
    guard output.terminal.isInputTerminal, !output.isJSON else {
      throw CommandFailure(
        name: "NotConfirmed",
        message:
          "There is no terminal to ask whether to go on; add --yes to run '\(plan.title)' as shown.",
        exit: .usage)
    }
    output.terminal.prompt("Hold the head in place. Go on? [y/N] ")
    guard let line = await keyboard.line(), AnswerList.yes(line) == true else {
      throw CommandFailure(
        name: "NotConfirmed", message: "Nothing was run.", exit: .interrupted)
    }
  }

  private func mayAsk(_ request: RunRequest) -> Bool {
    !request.yes && output.terminal.isInputTerminal && output.terminal.isOutputTerminal
      && !output.isJSON
  }

  /// How much it hurts before; whoever skips it is held where they are.
  private func askBefore(_ control: any DaemonLink, _ request: RunRequest) async throws {
    if let pain = request.pain {
      try await DiaryDialogue.write(control, output, request.subject, kind: "before", pain: pain)
    } else if mayAsk(request) {
      try await DiaryDialogue(control: control, output: output) { await keyboard.line() }
        .before(request.subject)
    }
  }

  /// How it was.
  ///
  /// The session is over: what fails here is said, and changes nothing of how it ended.
  private func askAfter(
    _ session: String, _ request: RunRequest, _ events: AsyncStream<RunEvent>, _ exit: Exit
  ) async {
    // Whoever wanted out by a signal is not kept; whoever stopped by key may have a reason to tell.
    guard await stopper.cause == .key || exit == .success else { return }
    guard mayAsk(request), let control = try? await source.connect() else { return }
    let dialogue = DiaryDialogue(control: control, output: output) {
      // The keyboard is still listened to; what is typed comes as an event.
      for await event in events {
        if case .key(let line) = event { return line }
        if case .keysEnded = event { return nil }
      }
      return nil
    }
    do {
      try await dialogue.after(request.subject, session: session)
    } catch {
      output.terminal.print([output.style.yellow(CommandFailure(error).message)])
    }
    await control.close()
  }

  private func renew(
    _ lease: String, _ driver: any DaemonLink, _ events: AsyncStream<RunEvent>.Continuation
  ) -> Task<Void, Never> {
    Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.renewal)
        guard !Task.isCancelled else { return }
        do {
          try await driver.renew(lease)
        } catch {
          events.yield(.leaseLost(CommandFailure(error)))
          return
        }
      }
    }
  }

  private func watch(
    _ device: String, _ watcher: any DaemonLink, _ events: AsyncStream<RunEvent>.Continuation
  ) -> Task<Void, Never> {
    let statuses = watcher.monitor(device, periodMs: Self.monitorPeriodMs)
    return Task {
      do {
        for try await status in statuses { events.yield(.status(status)) }
      } catch {}
      events.yield(.monitorEnded)
    }
  }

  private func tick(_ events: AsyncStream<RunEvent>.Continuation) -> Task<Void, Never> {
    Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
        events.yield(.tick)
      }
    }
  }

  private func listen(_ events: AsyncStream<RunEvent>.Continuation) -> Task<Void, Never> {
    guard output.terminal.isInputTerminal else { return Task {} }
    return Task {
      while !Task.isCancelled, let line = await keyboard.line() { events.yield(.key(line)) }
      events.yield(.keysEnded)
    }
  }

  /// Ends with what was delivered, and with standstill or loudly without it.
  private func account(_ session: String, _ last: Status?, _ driver: any DaemonLink) async throws
    -> Exit
  {
    let cause = await stopper.cause
    let standstill = await stopper.standstill
    await stopper.disarm()
    guard let record = await record(session) else {
      return try withoutRecord(standstill, last, cause)
    }
    await driver.close()
    if output.isJSON {
      try output.json(["record": record])
    } else {
      output.terminal.print([""] + RecordText.summary(record, style: output.style))
    }
    if !record.standstillConfirmed, standstill?.standstillConfirmed != true {
      return .standstillUnconfirmed
    }
    if cause != nil { return .interrupted }
    switch record.outcome {
    case "completed": return .success
    case "stopped": return .interrupted
    case "refused": return .refused
    default: return .lost
    }
  }

  /// The daemon has gone: what is known is what it said last.
  private func withoutRecord(_ standstill: Standstill?, _ last: Status?, _ cause: StopCause?)
    throws -> Exit
  {
    let isStill = standstill?.standstillConfirmed ?? (last?.standstillMs != nil)
    guard isStill else {
      throw CommandFailure(
        name: "StandstillUnconfirmed",
        message: "The daemon does not answer any more. \(RecordText.unconfirmed)",
        exit: .standstillUnconfirmed)
    }
    if !output.isJSON {
      output.terminal.print([
        last?.reason ?? standstill?.reason ?? "The daemon has ended.",
        RecordText.standstill(
          confirmed: true, standstillMs: standstill?.standstillMs ?? last?.standstillMs,
          confirmedMs: standstill?.confirmedMs, style: output.style),
      ])
    }
    return cause == nil ? .lost : .interrupted
  }

  /// The record is written when the session has ended, which the display may know first.
  private func record(_ session: String) async -> Record? {
    guard let control = try? await source.connect() else { return nil }
    for _ in 0..<60 {
      if let record = try? await control.record(session) {
        await control.close()
        return record
      }
      try? await Task.sleep(for: .milliseconds(50))
    }
    await control.close()
    return nil
  }
}
