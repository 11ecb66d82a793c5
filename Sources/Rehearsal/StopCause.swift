// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What can end a session from outside, each with the time design allows until the head is still.
public enum StopCause: String, CaseIterable, Sendable {
  case told
  case controlC = "control_c"
  case daemonTerminated = "daemon_terminated"
  case clientKilled = "client_killed"
  case clientFrozen = "client_frozen"
  case daemonKilled = "daemon_killed"
  case daemonStopped = "daemon_stopped"
  case cablePulled = "cable_pulled"

  /// Milliseconds from the cause to the end of motion, by the plant's truth.
  public var allowedMilliseconds: Double {
    switch self {
    case .told, .controlC, .daemonTerminated, .clientKilled: 200
    case .daemonKilled, .daemonStopped, .cablePulled: 500
    case .clientFrozen: 1250
    }
  }

  public var explanation: String {
    switch self {
    case .told: "`tonus stop` from another terminal"
    case .controlC: "Ctrl-C in the terminal that runs the session"
    case .daemonTerminated: "SIGTERM to the daemon"
    case .clientKilled: "client killed, its socket closed"
    case .clientFrozen: "client frozen (SIGSTOP), its socket open"
    case .daemonKilled: "daemon killed (SIGKILL)"
    case .daemonStopped: "daemon stopped (SIGSTOP)"
    case .cablePulled: "cable pulled"
    }
  }
}

/// One measured stop.
public struct MeasuredStop: Sendable {
  public var cause: StopCause
  /// From just before the cause to the moment after which the head never moved.
  public var endedMilliseconds: Double
}

extension Stage {
  /// Runs a session on a fresh device and daemon, applies `cause` in the middle of it, and reads
  /// from the plant's truth when motion ended.
  public func measure(_ cause: StopCause) throws -> MeasuredStop {
    try startDevice()
    try startDaemon()
    try answerQuestions()
    let session = try client("run", "multifidus-lumbar", "--side", "left", "--yes")
    guard waitUntil(seconds: 20, { Truth(truth).isMoving ? true : nil }) != nil else {
      throw StageError(name: "tonus run", output: session.output)
    }
    // Past the slow first rise, so that there is something to stop.
    Thread.sleep(forTimeInterval: 2)
    let before = Truth.now
    try apply(cause, to: session)
    guard let ended = waitUntil(seconds: 5, { Truth(truth).stillSince(before) }) else {
      throw StageError(name: "tonus-sim: still moving 5 s after \(cause)", output: session.output)
    }
    return MeasuredStop(cause: cause, endedMilliseconds: Double(ended - before) / 1000)
  }

  private func apply(_ cause: StopCause, to session: RunningProgram) throws {
    switch cause {
    case .told: try client("stop")
    case .controlC: session.signal(SIGINT)
    case .daemonTerminated: daemon?.signal(SIGTERM)
    case .clientKilled: session.signal(SIGKILL)
    case .clientFrozen: session.signal(SIGSTOP)
    case .daemonKilled: daemon?.signal(SIGKILL)
    case .daemonStopped: daemon?.signal(SIGSTOP)
    case .cablePulled: device?.say("unplug")
    }
  }
}
