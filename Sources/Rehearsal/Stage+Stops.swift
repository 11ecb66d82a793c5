// SPDX-License-Identifier: Apache-2.0
import Foundation

extension Stage {
  /// Runs a session on a fresh device and daemon, applies `cause` in the middle of it, and reads
  /// from the plant's truth when motion ended.
  ///
  /// - Throws: `StageError` when the session does not begin or does not end.
  public func measure(_ cause: StopCause) throws -> MeasuredStop {
    let session = try rehearseSession(bare: cause == .socketClosed)
    // Past the first rise, so that there is something to stop.
    session.keepAlive(seconds: 2.5)
    let before = Truth.now
    try apply(cause, to: session)
    guard let ended = waitUntil(seconds: 5, { Truth(truth).stillSince(before) }) else {
      throw StageError(name: "tonus-sim, still moving after \(cause)", output: session.output)
    }
    return MeasuredStop(
      cause: cause, causeMicroseconds: before, endedMilliseconds: Double(ended - before) / 1000)
  }

  /// Starts device, daemon and a session at full strength, by the command line or over a bare
  /// socket, and waits until the head moves.
  @discardableResult
  public func rehearseSession(bare: Bool = false) throws -> RehearsedSession {
    try startDevice()
    try startDaemon()
    try answerQuestions()
    let session: RehearsedSession =
      bare
      ? .bare(try BareSession(socket: socket, program: Self.strong))
      : .program(try client("run", try strongProgram().path, "--intensity", "10", "--yes"))
    let moving = waitUntil(seconds: 20) { () -> Bool? in
      session.keepAlive(seconds: 0.05)
      return Truth(truth).isMoving ? true : nil
    }
    guard moving != nil else { throw StageError(name: "tonus run", output: session.output) }
    return session
  }

  /// As strong as a lumbar session may be: the worst to stop.
  private static let strong = """
    tonus: 1
    title: As strong as it goes
    steps:
      - hold: {zone: multifidus-lumbar:left, frequency: 30 Hz, amplitude: 100 %, for: 60 s}
    """

  private func strongProgram() throws -> URL {
    let file = folder.appending(path: "strong.yaml")
    try Self.strong.write(to: file, atomically: true, encoding: .utf8)
    return file
  }

  private func apply(_ cause: StopCause, to session: RehearsedSession) throws {
    switch (cause, session) {
    case (.told, _): try client("stop")
    case (.controlC, .program(let program)): program.signal(SIGINT)
    case (.clientTerminated, .program(let program)): program.signal(SIGTERM)
    case (.clientKilled, .program(let program)): program.signal(SIGKILL)
    case (.clientFrozen, .program(let program)): program.signal(SIGSTOP)
    case (.socketClosed, .bare(let bare)): bare.hangUp()
    case (.daemonTerminated, _): daemon?.signal(SIGTERM)
    case (.daemonKilled, _): daemon?.signal(SIGKILL)
    case (.daemonStopped, _): daemon?.signal(SIGSTOP)
    case (.cablePulled, _): device?.say("unplug")
    case (.socketClosed, .program), (.controlC, .bare), (.clientTerminated, .bare),
      (.clientKilled, .bare), (.clientFrozen, .bare):
      preconditionFailure("this cause needs the other kind of client")
    }
  }
}

/// Who drives the session that is to be stopped.
public enum RehearsedSession {
  case program(RunningProgram)
  case bare(BareSession)

  public var output: [String] {
    switch self {
    case .program(let program): program.output
    case .bare: []
    }
  }

  /// Lets time pass as a living client would.
  public func keepAlive(seconds: Double) {
    switch self {
    case .program: Thread.sleep(forTimeInterval: seconds)
    case .bare(let bare): bare.keepAlive(seconds: seconds)
    }
  }
}

/// A client of three calls: acquire, start, renew.
public final class BareSession {
  private let stream: UnixStream
  private let lease: String

  init(socket: String, program: String) throws {
    stream = try UnixStream(connecting: socket)
    let reply = try stream.call("Acquire")
    guard let lease = reply["lease"] as? String else {
      throw UnixStream.Failure(description: "The daemon granted no lease: \(reply)")
    }
    self.lease = lease
    let target: [String: Any] = [
      "program": program, "programName": "strong.yaml", "intensity": 10,
    ]
    _ = try stream.call("Start", ["lease": lease, "target": target])
  }

  func keepAlive(seconds: Double) {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      _ = try? stream.call("Renew", ["lease": lease])
      Thread.sleep(forTimeInterval: min(0.2, seconds))
    }
  }

  func hangUp() { stream.hangUp() }
}
