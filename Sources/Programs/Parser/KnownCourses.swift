// SPDX-License-Identifier: Apache-2.0

/// What texts stood for when they were read: in a long program most come again and again.
///
/// Only what was read without a problem is here, so that problems are told wherever they are.
struct KnownCourses {
  /// What a text was read as; each holds what it had to measure.
  enum Kind {
    case amount(QuantityUnit.Dimension?)
    /// One value that stays.
    case constant(QuantityUnit.Dimension)
    /// From one value to another.
    case change(QuantityUnit.Dimension)

    static let count = 16
    /// A number for each.
    var number: Int {
      switch self {
      case .amount(nil): 0
      case .amount(let dimension?): 1 + dimension.number
      case .constant(let dimension): 6 + dimension.number
      case .change(let dimension): 11 + dimension.number
      }
    }
  }

  private struct Known {
    let course: Course
    let range: SourceRange
  }

  /// By the number of the kind, then by text.
  private var known = Array(repeating: [String: Known](), count: Kind.count)

  /// What this text means at another place; nil when it was not read before.
  func course(_ text: String, _ kind: Kind, at range: SourceRange) -> Course? {
    guard let known = known[kind.number][text] else { return nil }
    let way = Way(lines: range.line - known.range.line, columns: range.column - known.range.column)
    guard case .change = kind else {
      let amount = Located(known.course.start.value.moved(way, to: range), range)
      return Course(start: amount, end: amount)
    }
    return Course(start: known.course.start.moved(way), end: known.course.end.moved(way))
  }

  mutating func add(_ course: Course, _ text: String, _ kind: Kind, at range: SourceRange) {
    // What is trimmed, and what is not ASCII, may be underlined otherwise when written otherwise.
    guard text.utf8.allSatisfy({ (0x20..<0x80).contains($0) }), text.first != " ",
      text.last != " "
    else { return }
    known[kind.number][text] = Known(course: course, range: range)
  }

  /// From one place in a text to another.
  fileprivate struct Way {
    let lines: Int
    let columns: Int
  }
}

extension QuantityUnit.Dimension {
  fileprivate var number: Int {
    switch self {
    case .frequency: 0
    case .amplitude: 1
    case .time: 2
    case .force: 3
    case .number: 4
    }
  }
}

extension SourceRange {
  fileprivate func moved(_ way: KnownCourses.Way) -> SourceRange {
    SourceRange(line: line + way.lines, column: column + way.columns, length: length)
  }
}

extension Located<Amount> {
  fileprivate func moved(_ way: KnownCourses.Way) -> Self {
    let range = range.moved(way)
    return Located(value.moved(way, to: range), range)
  }
}

extension Amount {
  /// - Parameter range: where all of it is now.
  fileprivate func moved(_ way: KnownCourses.Way, to range: SourceRange) -> Amount {
    guard case .expression(let formula) = self else { return self }
    return .expression(
      Formula(
        text: formula.text, range: range,
        terms: formula.terms.map { FormulaTerm($0.operation, $0.range.moved(way)) }))
  }
}
