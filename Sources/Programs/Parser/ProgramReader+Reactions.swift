// SPDX-License-Identifier: Apache-2.0
import Anatomy

extension ProgramReader {
  static let reactionKeys = ["while", "limit", "on"]

  mutating func reactions(_ fields: MappingReader) -> Reactions {
    Reactions(
      whileContact: fields["while"].flatMap { condition($0) },
      forceLimit: fields["limit"].flatMap { forceLimit($0) },
      pain: fields["on"].flatMap { pain($0) })
  }

  private mutating func condition(_ node: YamlNode) -> SourceRange? {
    guard let (text, range) = scalar(node, "'while'") else { return nil }
    guard text == "contact" else {
      unknown(.reaction, text, range, "condition", ["contact"])
      return nil
    }
    return range
  }

  private mutating func forceLimit(_ node: YamlNode) -> Located<Amount>? {
    guard let (text, range) = scalar(node, "'limit'") else { return nil }
    let whole = QuantityText(text: text, range: range)
    guard let (word, rest) = whole.firstWord(), word == "force" else {
      problems.append(
        Problem(
          .reaction, range, "'\(text)' is no limit; force is what can be limited",
          hint: "Write it as 'limit: force 20 N'."))
      return nil
    }
    return amount(rest, .force)
  }

  private mutating func pain(_ node: YamlNode) -> Located<PainReaction>? {
    guard let entries = entries(node), entries.count == 1, let entry = entries.first else {
      problem(
        .reaction, node, "'on' is one report and what it does",
        hint: node.scalar.flatMap { Quantity($0) } == nil
          ? "Write it as 'on: {pain >= 6: soften 30 %}'."
          : "How long each vibration of a 'pulse' lasts is its 'beat'.")
      return nil
    }
    guard let (report, range) = scalar(entry.key, "a report"),
      let (action, actionRange) = scalar(entry.value, "what a report does")
    else { return nil }
    let threshold = threshold(report, range)
    let percent = softening(action, actionRange)
    guard let threshold, let percent else { return nil }
    return Located(PainReaction(threshold: threshold, softenPercent: percent), range)
  }

  private mutating func threshold(_ text: String, _ range: SourceRange) -> Int? {
    if text.hasPrefix("pain") {
      let sign = text.dropFirst(4).drop { $0 == " " || $0 == "\t" }
      for symbol in [">=", "≥"] where sign.hasPrefix(symbol) {
        let number = sign.dropFirst(symbol.count).drop { $0 == " " || $0 == "\t" }
        if let value = Self.digits(String(number)), (1...10).contains(value) { return value }
      }
    }
    problems.append(
      Problem(
        .reaction, range, "'\(text)' is no report; pain is reported from 0 to 10",
        hint: "Write it as 'pain >= 6', from 1 to 10."))
    return nil
  }

  private mutating func softening(_ text: String, _ range: SourceRange) -> Double? {
    let whole = QuantityText(text: text, range: range)
    guard let (word, rest) = whole.firstWord(), word == "soften" else {
      problems.append(
        Problem(
          .reaction, range, "'\(text)' is nothing a report can do",
          hint: "Write it as 'soften 30 %'."))
      return nil
    }
    switch rest.quantity(.amplitude, zeroAllowed: false) {
    case .success(let quantity):
      guard quantity.unit == .percent, quantity.value <= 100 else {
        problems.append(
          Problem(
            .reaction, rest.range, "'\(rest.text)' is no share of the amplitude",
            hint: "Write at most 100 %."))
        return nil
      }
      return quantity.value
    case .failure(let problem):
      problems.append(problem)
      return nil
    }
  }
}
