// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Asks how it is before and after a session; Enter skips a question.
struct DiaryDialogue {
  let control: any DaemonLink
  let output: Output
  /// The next line that is typed; nil when nothing more comes.
  let line: () async -> String?

  private var style: TextStyle { output.style }

  /// A dialogue for a command of its own, which needs somebody to ask.
  static func asking(_ control: any DaemonLink, _ output: Output) throws(CommandFailure)
    -> DiaryDialogue
  {
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw CommandFailure(
        name: "Usage",
        message:
          "There is no terminal to ask on; give the pain, as in 'tonus diary before 3' or 'tonus diary after --pain 2'.",
        exit: .usage)
    }
    let keyboard = StandardKeyboard()
    return DiaryDialogue(control: control, output: output) { await keyboard.line() }
  }

  /// Pain before a session.
  func before(_ subject: String?) async throws {
    let course = try await control.course(subject)
    guard let scale = course.scales.first(where: { $0.id == "before" }),
      let pain = await number(scale)
    else { return }
    try await Self.write(control, output, subject, kind: "before", pain: pain)
  }

  /// Pain after the session, how it was to bear, and numbness.
  func after(_ subject: String?, session: String?) async throws {
    let course = try await control.course(subject)
    func scale(_ id: String) -> Control.Scale? { course.scales.first { $0.id == id } }
    output.terminal.print([""])
    guard let pain = await scale("after").asyncFlatMap(number) else { return }
    let tolerance = await scale("tolerance").asyncFlatMap(number)
    let numb = await course.questions.first { $0.id == "numbness" }.asyncFlatMap(yes)
    try await Self.write(
      control, output, subject, kind: "after", session: session, pain: pain, tolerance: tolerance,
      numb: numb)
  }

  /// Writes an entry and says what follows from it.
  static func write(
    _ control: any DaemonLink, _ output: Output, _ subject: String?, kind: String,
    session: String? = nil, pain: Int? = nil, tolerance: Int? = nil, numb: Bool? = nil,
    seconds: Int? = nil, worse: String? = nil, better: String? = nil, text: String? = nil
  ) async throws {
    let (locks, notes) = try await control.write(
      Control.WriteDiaryParameters(
        subject: subject, kind: kind, session: session, pain: pain, tolerance: tolerance,
        numb: numb, seconds: seconds, worse: worse, better: better, text: text))
    guard !output.isJSON else {
      return try output.json(WrittenPage(locks: locks, notes: notes))
    }
    guard kind == "after" || !locks.isEmpty else { return }
    let width = output.style.width - 2
    for lock in locks {
      output.terminal.print(Layout.wrapped(lock.message, width: width).map { output.style.red($0) })
    }
    for note in notes {
      output.terminal.print(Layout.wrapped("Next time: \(note)", width: width))
    }
  }

  private func number(_ scale: Control.Scale) async -> Int? {
    while true {
      output.terminal.prompt("\(scale.text) 0 \(scale.low) – 10 \(scale.high), Enter skips: ")
      guard let text = await line()?.filter({ !$0.isWhitespace }), !text.isEmpty else { return nil }
      if let number = Int(text), Scale.range.contains(number) { return number }
      output.terminal.print(["Please type a whole number from 0 to 10, or nothing."])
    }
  }

  private func yes(_ question: Control.Sourced) async -> Bool? {
    while true {
      output.terminal.prompt("\(question.text) [y/n] ")
      guard let text = await line(), !text.allSatisfy(\.isWhitespace) else { return nil }
      if let yes = AnswerList.yes(text) { return yes }
      output.terminal.print(["Please type y or n, or nothing."])
    }
  }
}

/// What an entry led to, as JSON shows it.
struct WrittenPage: Encodable {
  let locks: [ZoneLock]
  let notes: [String]
}

extension Optional {
  fileprivate func asyncFlatMap<T>(_ body: (Wrapped) async -> T?) async -> T? {
    guard let self else { return nil }
    return await body(self)
  }
}
