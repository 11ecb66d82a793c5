// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

extension DiaryCommand {
  struct Ice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ice", abstract: "Ten minutes of ice, counted down and noted.",
      discussion: "The source says ten minutes, at least three times a day: 'tonus diary advice'.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Flag(help: "Only note it; it is done.")
    var done = false

    /// As the source has it.
    private static let seconds = 600

    func run() async throws {
      try await global.perform { control, output in
        var seconds = Self.seconds
        if !done {
          seconds = await Countdown(output: output, title: "Ice for").run(seconds: seconds)
        }
        try await DiaryDialogue.write(
          control, output, person.subject, kind: "ice", seconds: seconds)
        let today = try await control.course(person.subject).iceToday
        if !output.isJSON {
          output.terminal.print(["Noted: \(today) of 3 times today, with a cloth between."])
        }
      }
    }
  }

  struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unlock", abstract: "Unlock a zone that was numb, once that is gone completely.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Argument(help: "The zone as it was locked: multifidus-lumbar:left.")
    var zone: String
    @Option(help: ArgumentHelp("Whether it is gone completely: yes or no.", valueName: "answer"))
    var gone: String?

    func validate() throws {
      if let gone, AnswerList.yes(gone) == nil {
        throw ValidationError("--gone \(gone) is no answer; give yes or no.")
      }
    }

    func run() async throws {
      try await global.perform { control, output in
        let answer = try await isGone(output)
        let parts = zone.split(separator: ":", maxSplits: 1).map(String.init)
        let locks = try await control.unlock(
          person.subject, parts.first ?? zone, parts.count > 1 ? parts[1] : nil, gone: answer)
        try output.show(
          ["locks": locks],
          ["'\(zone)' is unlocked. Begin lightly."]
            + locks.map { "'\($0.zone):\($0.side)' is still locked." })
      }
    }

    private func isGone(_ output: Output) async throws -> Bool {
      if let gone, let answer = AnswerList.yes(gone) { return answer }
      guard output.terminal.isInputTerminal, !output.isJSON else {
        throw CommandFailure(
          name: "NotConfirmed",
          message:
            "There is no terminal to ask whether the numbness in '\(zone)' is gone; answer with --gone yes or --gone no.",
          exit: .usage)
      }
      output.terminal.prompt("Is the numbness or tingling gone completely? [y/n] ")
      return await StandardKeyboard().line().flatMap { AnswerList.yes($0) } ?? false
    }
  }
}

/// Counts down on the terminal, and rings at the end.
struct Countdown {
  let output: Output
  let title: String

  /// Returns how many seconds have passed: all of them, or fewer when the task was cancelled.
  @discardableResult
  func run(seconds: Int) async -> Int {
    let clock = ContinuousClock()
    let began = clock.now
    for left in stride(from: seconds, to: 0, by: -1) {
      if output.terminal.isOutputTerminal, !output.isJSON {
        output.terminal.redraw(["\(title) \(Figures.clock(milliseconds: left * 1000))"])
      }
      // Due times, so that a slow terminal does not lengthen it.
      try? await clock.sleep(until: began + .seconds(seconds - left + 1))
      if Task.isCancelled { return seconds - left }
    }
    output.terminal.bell()
    return seconds
  }
}
