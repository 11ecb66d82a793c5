// SPDX-License-Identifier: Apache-2.0
import Anatomy

extension ProgramReader {
  /// `rest: 5 s`, or keys and values where there is something to say.
  mutating func rest(_ node: YamlNode) -> Step.Rest? {
    if node.scalar != nil {
      return amount(node, .time).map { Step.Rest(duration: $0, text: nil) }
    }
    guard let fields = fields(node, "'rest'", known: ["for", "text"], required: ["for"]) else {
      return nil
    }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    guard let duration = fields["for"].flatMap({ amount($0, .time) }) else { return nil }
    return Step.Rest(duration: duration, text: text)
  }

  mutating func move(_ node: YamlNode, what: String, known: [String]) -> Step.Move? {
    guard let fields = fields(node, what, known: known, required: []) else { return nil }
    let zone = fields["to"].flatMap { self.zone($0) }
    let side = fields["side"].flatMap { self.side($0) }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    let wait = fields["wait"].flatMap { amount($0, .time) }
    return Step.Move(zone: zone, side: side, text: text, wait: wait)
  }

  private mutating func side(_ node: YamlNode) -> Located<Side>? {
    guard let (text, range) = scalar(node, "'side'") else { return nil }
    guard let side = Side(rawValue: text) else {
      unknown(.unknownSide, text, range, "side", Side.allCases.map(\.rawValue))
      return nil
    }
    return Located(side, range)
  }

  mutating func repetition(_ node: YamlNode) -> Step.Repeat? {
    let keys = ["times", "steps"]
    guard let fields = fields(node, "'repeat'", known: keys, required: keys) else { return nil }
    let times = fields["times"].flatMap { self.times($0) }
    let steps = fields["steps"].map { self.steps($0, "steps") } ?? []
    guard let times, !steps.isEmpty else { return nil }
    return Step.Repeat(times: times, steps: steps)
  }

  mutating func ask(_ node: YamlNode) -> Step.Ask? {
    guard
      let fields = fields(
        node, "'ask'", known: ["text", "wait", "answers", "otherwise"], required: ["text"])
    else { return nil }
    let text = fields["text"].flatMap { self.text($0, "text", longest: 500, lines: false) }
    let wait = fields["wait"].flatMap { amount($0, .time) }
    let answers = fields["answers"].map { self.answers($0) } ?? []
    let otherwise = fields["otherwise"].flatMap { branch($0, "otherwise") }
    guard let text else { return nil }
    return Step.Ask(text: text, wait: wait, answers: answers, otherwise: otherwise)
  }

  private mutating func answers(_ node: YamlNode) -> [Step.Answer] {
    guard let mapping = entries(node) else {
      problem(
        .wrongType, node, "'answers' maps numbers from 0 to 10 to what follows",
        hint: "Write it as '{0-3: continue, 4-10: stop}'.")
      return []
    }
    var answers: [Step.Answer] = []
    for entry in mapping {
      let (key, value) = (entry.key, entry.value)
      guard let (text, range) = scalar(key, "an answer") else { continue }
      let branch = branch(value, text)
      guard let (lowest, highest) = Self.numbers(text) else {
        problems.append(
          Problem(
            .answers, range, "'\(text)' is no answer from 0 to 10",
            hint: "Write a number or a range, lower first, as in 4-6."))
        continue
      }
      if let other = answers.first(where: { $0.lowest <= highest && lowest <= $0.highest }) {
        problems.append(
          Problem(
            .answers, range,
            "\(max(lowest, other.lowest)) has an answer on line "
              + "\(other.range.line) already"))
        continue
      }
      guard let branch else { continue }
      answers.append(
        Step.Answer(lowest: lowest, highest: highest, range: range, branch: branch))
    }
    return answers
  }

  /// `4` or `4-6`.
  private static func numbers(_ text: String) -> (lowest: Int, highest: Int)? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { digits(String($0)) }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, let lowest = first,
      let highest = last, lowest <= highest, highest <= 10
    else { return nil }
    return (lowest, highest)
  }

  private mutating func branch(_ node: YamlNode, _ what: String) -> Step.Branch? {
    guard node.scalar != nil else {
      let steps = steps(node, what)
      return steps.isEmpty ? nil : .steps(steps)
    }
    guard let (text, range) = scalar(node, "'\(what)'") else { return nil }
    switch text {
    case "continue": return .goOn
    case "stop": return .stop
    default:
      problems.append(
        Problem(
          .answers, range, "'\(text)' is nothing that can follow an answer",
          hint: EditDistance.nearest(to: text, in: ["continue", "stop"])
            .map { "Did you mean '\($0)'?" } ?? "Write continue, stop or a list of steps."))
      return nil
    }
  }

  mutating func use(_ node: YamlNode) -> Step.Use? {
    guard
      let fields = fields(node, "'use'", known: ["program", "with"], required: ["program"]),
      let program = fields["program"], let (text, range) = scalar(program, "'program'")
    else { return nil }
    let arguments = fields["with"].map { self.arguments($0) } ?? []
    switch BundlePath.resolve(text, from: folder) {
    case .success(let path):
      let use = Step.Use(program: Located(text, range), path: path, arguments: arguments)
      uses.append(use)
      return use
    case .failure(let refusal):
      problems.append(Problem(.usePath, range, refusal.message, hint: refusal.hint))
      return nil
    }
  }

  private mutating func arguments(_ node: YamlNode) -> [Step.Argument] {
    guard let mapping = entries(node) else {
      problem(
        .wrongType, node, "'with' gives parameters their values",
        hint: "Write it as 'with: {work: 30 Hz}'.")
      return []
    }
    return mapping.compactMap { entry in
      guard let (name, range) = scalar(entry.key, "a parameter's name"),
        let value = amount(entry.value, nil)
      else { return nil }
      return Step.Argument(name: Located(name, range), value: value)
    }
  }
}
