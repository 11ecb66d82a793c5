// SPDX-License-Identifier: Apache-2.0

import Anatomy
import ControlAPI
import Daemon
import Programs

/// What the checker says of a program's text, place by place.
struct ProgramExamination {
  let problems: [CheckedProblem]
  let warnings: [CheckedProblem]
  private let rendered: String
  let verdict: CheckReport.Verdict
  let summary: SummaryPage?
  let witness: WitnessPage?

  /// Nil for what is no program's text.
  ///
  /// - Parameter name: the file as the person named it.
  init?(_ target: Target, name: String) throws(CommandFailure) {
    guard let text = target.program, let main = target.programName else { return nil }
    var files = target.files ?? [:]
    files[main] = text
    let bundle = ProgramBundle(main: main, files: files)
    let arguments = try Self.arguments(target)
    let found: [Problem]
    switch ProgramParser.parse(bundle) {
    case .success(let program):
      let report = Checker.check(
        program, arguments: arguments, device: ProgramCheck.referenceDevice)
      found = report.problems
      verdict = report.verdict
      summary = report.summary.map { SummaryPage($0) }
      witness = report.witness.map { WitnessPage($0) }
    case .failure(let failure):
      found = failure.list
      verdict = .invalid
      summary = nil
      witness = nil
    }
    problems = found.filter { $0.severity == .error }.map { CheckedProblem($0) }
    warnings = found.filter { $0.severity == .warning }.map { CheckedProblem($0) }
    rendered = found.isEmpty ? "" : Problems(found).rendered(bundle, name: name)
  }

  private static func arguments(_ target: Target) throws(CommandFailure) -> ProgramArguments {
    var arguments = ProgramArguments()
    arguments.intensity = target.intensity
    arguments.side = target.side.flatMap { SideChoice(rawValue: $0) }
    if let level = target.level {
      guard let level = Level(level) else {
        throw CommandFailure(
          name: "Usage", message: "--level '\(level)' is no vertebra; give one as in L4 or L5-S1.",
          exit: .usage)
      }
      arguments.level = level
    }
    for (name, value) in target.values ?? [:] {
      switch Quantity.read(value) {
      case .success(let quantity): arguments.values[name] = quantity
      case .failure(let problem):
        throw CommandFailure(
          name: "Usage", message: "--set \(name)=\(value): \(problem.message).", exit: .usage)
      }
    }
    return arguments
  }

  /// The problems on standard error, as a compiler prints them, or all of it as JSON.
  func show(_ output: Output) throws {
    if output.isJSON {
      return try output.json(
        CheckPage(
          verdict: verdict, prover: nil, plan: nil, problems: problems + warnings,
          summary: nil, witness: witness))
    }
    let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
    output.terminal.complain(
      Self.split(rendered) + (witness?.lines ?? []) + ["\(Self.words(verdict)): \(count)."])
  }

  /// What it adds up to, and what is legal and worth a thought.
  func lines(_ style: TextStyle) -> [String] {
    (summary.map { [""] + $0.lines(style) + [style.dim(Self.conditions)] } ?? [])
      + (rendered.isEmpty ? [] : [""] + Self.split(rendered).map { style.yellow($0) })
  }

  /// The plan may be smaller: it is for whoever is treated, on their device.
  private static let conditions =
    "  At most, for the reference device and a person past the first three sessions."

  private static func words(_ verdict: CheckReport.Verdict) -> String {
    switch verdict {
    case .proved: "Proved"
    case .refuted: "Refuted"
    case .notProved: "Not proved"
    case .invalid: "Invalid"
    }
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// One problem, as JSON shows it; line and column count from 1.
struct CheckedProblem: Encodable, Hashable {
  let code: String
  let severity: String
  let file: String?
  let line: Int?
  let column: Int?
  let length: Int?
  let message: String
  let hint: String?

  init(_ problem: Problem) {
    code = problem.code.rawValue
    severity = problem.severity.rawValue
    file = problem.file
    line = problem.range?.line
    column = problem.range?.column
    length = problem.range?.length
    message = problem.message
    hint = problem.hint
  }
}

/// What `tonus check` found, as JSON shows it.
struct CheckPage: Encodable {
  let verdict: CheckReport.Verdict
  let prover: String?
  let plan: Plan?
  let problems: [CheckedProblem]
  let summary: SummaryPage?
  let witness: WitnessPage?
}
