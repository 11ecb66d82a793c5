// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Follows a running session: shows it, passes on keys, and stops it when the person's side fails.
struct RunLoop {
  let session: String
  let lease: String
  let device: String
  let plan: Plan
  let driver: any DaemonLink
  let output: Output
  let stopper: Stopper
  let continuation: AsyncStream<RunEvent>.Continuation
  /// What the daemon said last of this session.
  private(set) var last: Status?
  /// Whether nothing more will be typed.
  private(set) var keysEnded = false
  private var phase = ""
  private var step = -1
  private var lastLine: UInt64 = 0
  private var isStopping = false

  /// Whether nobody is there to move the head, nor a head: a simulation on its own.
  private let movesByItself: Bool
  /// Between lines where nothing can be redrawn, in nanoseconds.
  private let linePeriod: UInt64
  private static let over: Set<String> = ["idle", "stopped", "ended", "interrupted"]
  private static let keys =
    "Enter: go on · 0-10: answer, or pain · p: pause · r: resume · -: softer · +: stronger · s: stop"

  init(
    session: String, lease: String, device: String, plan: Plan, driver: any DaemonLink,
    output: Output, stopper: Stopper, continuation: AsyncStream<RunEvent>.Continuation,
    linePeriodMs: UInt64 = 1000, movesByItself: Bool = false
  ) {
    self.movesByItself = movesByItself
    linePeriod = linePeriodMs * 1_000_000
    self.session = session
    self.lease = lease
    self.device = device
    self.plan = plan
    self.driver = driver
    self.output = output
    self.stopper = stopper
    self.continuation = continuation
  }

  mutating func follow(_ events: AsyncStream<RunEvent>) async {
    for await event in events {
      switch event {
      case .status(let status):
        if status.session == session || status.session == nil { last = status }
        show(status)
        if movesByItself, status.session == session, status.phase == "moving" {
          // Between two of its states the head may have arrived already.
          try? await driver.goOn(device, lease)
        }
        if status.session != session || Self.over.contains(status.phase) { return }
      case .monitorEnded: await stop(nil)
      case .leaseLost(let failure):
        if !isStopping, !output.isJSON {
          output.terminal.print([output.style.yellow(failure.message)])
        }
        await stop(nil)
      case .key(let line): await press(line)
      case .inputEnded: await letGo()
      case .stopped: return
      case .keysEnded: keysEnded = true
      case .tick: await lookAtTerminal()
      }
    }
  }

  private mutating func show(_ status: Status) {
    if output.isJSON {
      guard isLineDue(status) else { return }
      try? output.json(["status": status])
    } else if output.terminal.isOutputTerminal {
      output.terminal.redraw(
        LiveText.block(status, title: plan.title, steps: plan.steps, style: output.style)
          + (output.terminal.isInputTerminal && !Self.over.contains(status.phase)
            ? ["  " + output.style.dim(Self.keys)] : []))
    } else if isLineDue(status) {
      output.terminal.print([LiveText.line(status, steps: plan.steps)])
    }
    if status.phase != phase, ["moving", "asking"].contains(status.phase) {
      output.terminal.bell()
    }
    (phase, step) = (status.phase, status.step)
  }

  /// Once a second, and when another phase or step begins.
  private mutating func isLineDue(_ status: Status) -> Bool {
    let now = Terminal.now()
    guard status.phase != phase || status.step != step || now &- lastLine >= linePeriod else {
      return false
    }
    lastLine = now
    return true
  }

  private mutating func press(_ line: String) async {
    output.terminal.noteEnter()
    do {
      if let number = Int(line.filter { !$0.isWhitespace }), Scale.range.contains(number) {
        if phase == "asking" {
          try await driver.answer(device, lease, number)
        } else {
          try await driver.pain(device, number)
        }
        return
      }
      switch line.lowercased().filter({ !$0.isWhitespace }) {
      case "": if phase == "moving" || phase == "resting" { try await driver.goOn(device, lease) }
      case "p": try await driver.pause(device)
      case "r": try await driver.resume(device, lease)
      case "-", "−": _ = try await driver.soften(device)
      case "+": _ = try await driver.stronger(device, lease)
      case "s", "q": await stop(.key)
      default: output.terminal.print([Self.keys])
      }
    } catch {
      output.terminal.print([output.style.yellow(CommandFailure(error).message)])
    }
  }

  /// Gives the lease back: the device ramps down and disarms, and nothing latches.
  private mutating func letGo() async {
    guard !isStopping else { return }
    isStopping = true
    do {
      try await driver.release(lease)
    } catch {
      isStopping = false
      await stop(nil)
    }
  }

  private mutating func lookAtTerminal() async {
    switch output.terminal.trouble() {
    case .closed: await stop(.terminalClosed)
    case .blocked: await stop(.terminalBlocked)
    case nil: break
    }
  }

  /// Stops at the wish of this side, or because it can no longer drive; the loop goes on until the
  /// end is seen or the stop is answered.
  private mutating func stop(_ cause: StopCause?) async {
    guard !isStopping else { return }
    isStopping = true
    if let cause {
      guard await stopper.react(to: cause) == .stop else { return }
    }
    let (stopper, continuation) = (stopper, continuation)
    Task {
      _ = await stopper.stop()
      continuation.yield(.stopped)
    }
  }
}
