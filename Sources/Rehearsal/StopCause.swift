// SPDX-License-Identifier: Apache-2.0

/// What can end a session from outside, each with the time allowed until the head is still.
public enum StopCause: String, CaseIterable, Sendable {
  case told
  case controlC = "control_c"
  case clientTerminated = "client_terminated"
  case daemonTerminated = "daemon_terminated"
  case socketClosed = "socket_closed"
  case clientKilled = "client_killed"
  case clientFrozen = "client_frozen"
  case daemonKilled = "daemon_killed"
  case daemonStopped = "daemon_stopped"
  case cablePulled = "cable_pulled"

  /// Milliseconds from the cause to the end of motion, by the plant's truth.
  public var allowedMilliseconds: Double {
    switch self {
    case .told, .controlC, .clientTerminated, .daemonTerminated, .socketClosed, .clientKilled: 200
    case .daemonKilled, .daemonStopped, .cablePulled: 500
    case .clientFrozen: 1250
    }
  }

  public var explanation: String {
    switch self {
    case .told: "`tonus stop` from another terminal, its start included"
    case .controlC: "Ctrl-C in the terminal that runs the session"
    case .clientTerminated: "SIGTERM to the client"
    case .daemonTerminated: "SIGTERM to the daemon"
    case .socketClosed: "the client's socket closed without a word"
    case .clientKilled: "client killed (SIGKILL)"
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
  /// When the cause came, on the truth file's clock.
  public var causeMicroseconds: Int64
  /// From just before the cause to the moment after which the head never moved.
  public var endedMilliseconds: Double
}
