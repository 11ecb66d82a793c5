// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope

extension ProgramReader {
  /// How often something may be done.
  static let mostTimes = 1000

  /// A quantity, parameter or expression; nil takes any dimension.
  mutating func amount(_ node: YamlNode, _ dimension: QuantityUnit.Dimension?) -> Located<Amount>? {
    guard let (text, range) = scalar(node, dimension.map(\.named) ?? "a value") else { return nil }
    if let course = known.course(text, .amount(dimension), at: range) { return course.start }
    let amount = amount(QuantityText(text: text, range: range), dimension)
    if let amount {
      known.add(Course(start: amount, end: amount), text, .amount(dimension), at: range)
    }
    return amount
  }

  mutating func amount(_ text: QuantityText, _ dimension: QuantityUnit.Dimension?) -> Located<
    Amount
  >? {
    switch text.amount(dimension, zeroAllowed: false) {
    case .success(let amount): return amount
    case .failure(let problem):
      problems.append(problem)
      return nil
    }
  }

  /// A whole number from 1 to 1000, or a parameter.
  mutating func times(_ node: YamlNode) -> Located<Amount>? {
    guard let (text, range) = scalar(node, "'times'") else { return nil }
    let quantity = QuantityText(text: text, range: range)
    if text.first == "$", !quantity.isExpression { return amount(quantity, .number) }
    guard let times = Self.digits(text), (1...Self.mostTimes).contains(times) else {
      problems.append(
        Problem(
          .times, range, "'\(text)' is no whole number from 1 to \(Self.mostTimes)",
          hint: "Write a number, or a parameter such as $rounds."))
      return nil
    }
    return Located(.quantity(Quantity(Double(times), .one)), range)
  }

  mutating func course(
    _ node: YamlNode, _ dimension: QuantityUnit.Dimension, _ shape: DriveKind.Shape, _ step: String
  ) -> Course? {
    guard let (text, range) = scalar(node, dimension.named) else { return nil }
    if shape != .change, let course = known.course(text, .constant(dimension), at: range) {
      return course
    }
    if shape != .constant, let course = known.course(text, .change(dimension), at: range) {
      return course
    }
    let sides = QuantityText(text: text, range: range).sides()
    switch (shape, sides.count) {
    case (.constant, 1), (.change, 2), (.either, _): break
    case (.constant, _):
      problem(
        .wrongType, node, "'\(step)' keeps one \(dimension.rawValue)",
        hint: step == "wave"
          ? "Write how it changes as an expression of t."
          : "Use 'ramp' to go from one to another.")
      return nil
    case (.change, _):
      problem(
        .wrongType, node, "'\(step)' goes from one \(dimension.rawValue) to another",
        hint: "Write it as '20 Hz to 40 Hz'.")
      return nil
    }
    // A change may begin or end in stillness; it may not be nothing but that.
    let zero = dimension == .amplitude && sides.count == 2
    var amounts: [Located<Amount>] = []
    for side in sides {
      switch side.amount(dimension, zeroAllowed: zero) {
      case .success(let amount): amounts.append(amount)
      case .failure(let problem): problems.append(problem)
      }
    }
    guard amounts.count == sides.count, let start = amounts.first, let end = amounts.last else {
      return nil
    }
    if zero, start.value.isZero, end.value.isZero {
      problem(
        .notPositive, node, "the \(step) goes from nothing to nothing", hint: "Use 'rest'.")
      return nil
    }
    let course = Course(start: start, end: end)
    known.add(
      course, text, sides.count == 1 ? .constant(dimension) : .change(dimension), at: range)
    return course
  }

  /// A number of at most four plain digits, the first of several no zero.
  static func digits(_ text: String) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
      text.count == 1 || text.first != "0"
    else { return nil }
    return Int(text)
  }
}

extension Amount {
  fileprivate var isZero: Bool {
    if case .quantity(let quantity) = self { quantity.value == 0 } else { false }
  }
}
