// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Sends setpoints for as long as there are any, each as long as it holds.
///
/// When nothing comes from its input any more it says nothing more itself, and the device ramps down.
struct Steering {
  let input: SetpointInput
  let lease: String
  let driver: any DaemonLink
  let output: Output
  /// Session seconds per second, for a file in a simulation.
  let speed: Double

  /// Between looks at the input: the fastest stream a device takes.
  static let period = Duration.milliseconds(10)

  /// Returns at the end of the input or of the session: how many lines were wrong.
  func run() async -> Int {
    let began = ContinuousClock.now
    var players = SetpointLine.actuators.map { _ in SetpointPlayer(isFile: input.isFile) }
    var positions = SetpointLine.actuators.map { _ in -1 }
    var wrong = 0
    while !Task.isCancelled {
      let now = Int((ContinuousClock.now - began) / .milliseconds(1))
      switch input {
      case .file(let file):
        let position = Int(Double(now) * speed)
        for actuator in file.actuators {
          // All end together.
          let last = positions[actuator]
          guard let next = file.index(atMs: position, of: actuator, from: max(last, 0)) else {
            return wrong
          }
          guard next != last else { continue }
          positions[actuator] = next
          let entry = file.entries[next]
          players[actuator].take(entry.setpoint, line: entry.number, atMs: now)
        }
      case .pipe(let mailbox):
        let content = mailbox.take()
        wrong += content.problemCount
        for problem in content.problems { tell(problem.line, problem.problem.message) }
        for (actuator, newest) in content.newest {
          players[actuator].take(newest.setpoint, line: newest.line, atMs: now)
        }
        if content.isEnded, !players.contains(where: { $0.holds(atMs: now) }) { return wrong }
      }
      for actuator in players.indices {
        guard let due = players[actuator].due(atMs: now) else { continue }
        switch await send(due) {
        case .taken: break
        case .refused:
          wrong += 1
          players[actuator].refuse()
        case .over: return wrong
        }
      }
      try? await Task.sleep(for: Self.period)
    }
    return wrong
  }

  private enum Answer { case taken, refused, over }

  private func send(_ due: SetpointPlayer.Due) async -> Answer {
    do {
      _ = try await driver.setpoint(
        lease, due.setpoint.frequency, due.setpoint.amplitude, due.validMs, due.setpoint.actuator)
      return .taken
    } catch {
      let failure = CommandFailure(error)
      guard failure.name == "Refused" else { return .over }
      tell(due.line, failure.message)
      return .refused
    }
  }

  private func tell(_ line: Int, _ message: String) {
    if output.isJSON {
      try? output.json(LineReport(line: line, problem: message))
    } else {
      output.terminal.complain(["line \(line): \(message)"])
    }
  }
}

/// A line that is not driven, as JSON shows it.
struct LineReport: Encodable {
  let line: Int
  let problem: String
}
