// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct DiaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diary",
    abstract: "How it was: pain before and after, what made it worse or better, daily life, ice.",
    subcommands: [
      Show.self, Before.self, After.self, Note.self, Ice.self, Position.self, Daily.self,
      Doctor.self, Unlock.self, Advice.self,
    ], defaultSubcommand: Show.self)

  /// Who it is about, and what can be said at any time.
  struct Person: ParsableArguments {
    @Option(help: ArgumentHelp("Who it is about; you unless named.", valueName: "name"))
    var subject: String?
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What was written, newest first, and what follows from it.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Option(help: ArgumentHelp("How many at most.", valueName: "n"))
    var limit = 20
    @Flag(help: "Show the rules with their numbers and sources.")
    var rules = false

    func run() async throws {
      try await global.perform { control, output in
        let course = try await control.course(person.subject)
        if rules {
          return try output.show(course.rules, DiaryText.rules(course, style: output.style))
        }
        let entries = try await control.diary(person.subject, limit)
        try output.show(
          DiaryPage(course: course, entries: entries),
          DiaryText.course(course, style: output.style) + [""]
            + DiaryText.entries(entries, style: output.style))
      }
    }
  }

  struct Before: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "before", abstract: "How much it hurts before a session, 0 to 10.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Argument(help: "0 (no pain) to 10 (the worst); asked unless given.")
    var pain: Int?

    func validate() throws { if let pain { try Scale.validate(pain) } }

    func run() async throws {
      try await global.perform { control, output in
        guard let pain else {
          return try await DiaryDialogue.asking(control, output).before(person.subject)
        }
        try await DiaryDialogue.write(control, output, person.subject, kind: "before", pain: pain)
      }
    }
  }

  struct After: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "after", abstract: "How it was after a session; the last one unless named.",
      discussion: "The worst that is said counts, also later. Numbness locks the zones.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Argument(help: "A session, as 'tonus history --json' names it.")
    var session: String?
    @Option(
      help: ArgumentHelp("How much it hurts now, 0 to 10; asked unless given.", valueName: "n"))
    var pain: Int?
    @Option(help: ArgumentHelp("How it was to bear, 0 to 10.", valueName: "n"))
    var tolerance: Int?
    @Option(
      help: ArgumentHelp(
        "Whether anything stayed numb or tingling: yes or no.", valueName: "answer"))
    var numb: String?
    @Option(help: ArgumentHelp("Anything else.", valueName: "text"))
    var note: String?

    func validate() throws {
      if let pain { try Scale.validate(pain) }
      if let tolerance { try Scale.validate(tolerance) }
      if pain == nil, tolerance != nil || numb != nil || note != nil {
        throw ValidationError("An entry needs --pain as well; without any option it is asked.")
      }
      if let numb, AnswerList.yes(numb) == nil {
        throw ValidationError("--numb \(numb) is no answer; give yes or no.")
      }
    }

    func run() async throws {
      try await global.perform { control, output in
        guard let pain else {
          return try await DiaryDialogue.asking(control, output).after(
            person.subject, session: session)
        }
        try await DiaryDialogue.write(
          control, output, person.subject, kind: "after", session: session, pain: pain,
          tolerance: tolerance, numb: numb.flatMap { AnswerList.yes($0) }, text: note)
      }
    }
  }

  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "note", abstract: "Write something down at any time.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Argument(help: "Anything.")
    var words: [String] = []
    @Option(help: ArgumentHelp("How much it hurts, 0 to 10.", valueName: "n"))
    var pain: Int?
    @Option(help: ArgumentHelp("What made it worse.", valueName: "text"))
    var worse: String?
    @Option(help: ArgumentHelp("What made it better.", valueName: "text"))
    var better: String?

    func validate() throws {
      if let pain { try Scale.validate(pain) }
      if words.isEmpty, pain == nil, worse == nil, better == nil {
        throw ValidationError(
          "There is nothing to write; give a text, --pain, --worse or --better.")
      }
    }

    func run() async throws {
      try await global.perform { control, output in
        try await DiaryDialogue.write(
          control, output, person.subject, kind: "note", pain: pain, worse: worse, better: better,
          text: words.joined(separator: " "))
        if !output.isJSON { output.terminal.print(["Written."]) }
      }
    }
  }

  struct Position: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "position", abstract: "Note a change of position, and be reminded of the next.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Option(help: ArgumentHelp("Wait so many minutes, then ring.", valueName: "minutes"))
    var remind: Int?

    func validate() throws {
      if let remind, !(1...240).contains(remind) {
        throw ValidationError("--remind \(remind) is not possible; give 1 to 240 minutes.")
      }
    }

    func run() async throws {
      try await global.perform { control, output in
        try await DiaryDialogue.write(control, output, person.subject, kind: "position")
        guard let remind else {
          if !output.isJSON {
            output.terminal.print(["Noted. Change it often: --remind 30 rings."])
          }
          return
        }
        await Countdown(output: output, title: "Change position in").run(seconds: remind * 60)
      }
    }
  }

  struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "doctor",
      abstract: "Say that a doctor knows of the pain that does not get better.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var person: Person
    @Argument(help: "What was said.")
    var words: [String] = []

    func run() async throws {
      try await global.perform { control, output in
        try await DiaryDialogue.write(
          control, output, person.subject, kind: "doctor", text: words.joined(separator: " "))
        if !output.isJSON { output.terminal.print(["Noted; the next weeks go by it."]) }
      }
    }
  }

  struct Advice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "advice", abstract: "What the sources advise, each by its name.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.perform { control, output in
        let course = try await control.course(nil)
        try output.show(course.advice, DiaryText.advice(course, style: output.style))
      }
    }
  }
}

/// The diary and what follows from it, as JSON shows it.
struct DiaryPage: Encodable {
  let course: Course
  let entries: [DiaryEntry]
}
