// SPDX-License-Identifier: Apache-2.0

/// An expression as a program writes it: `1 mm + 0.3 mm * sin(2 * pi * 0.5 Hz * t)`.
///
/// Kept as its terms in the order a stack machine takes them, so that checking, compiling and
/// bounding it each are one walk without recursion.
public struct Formula: Hashable, Sendable, Codable {
  /// The most characters of one formula.
  public static let longest = 1000
  /// How deep parentheses and functions may nest.
  public static let deepest = 32

  public var text: String
  public var range: SourceRange
  public var terms: [FormulaTerm]

  /// Reads a formula; `range` is where its first character stands.
  public static func read(_ text: String, _ range: SourceRange) -> Result<Formula, Problem> {
    var reader = FormulaReader(text, range)
    return reader.read().map { Formula(text: text, range: range, terms: $0) }
  }

  /// A formula of one term.
  init(_ operation: FormulaTerm.Operation, text: String, range: SourceRange) {
    self.init(text: text, range: range, terms: [FormulaTerm(operation, range)])
  }

  init(text: String, range: SourceRange, terms: [FormulaTerm]) {
    self.text = text
    self.range = range
    self.terms = terms
  }

  /// The parameters it names, each once.
  public var parameters: Set<String> {
    Set(terms.compactMap { if case .parameter(let name) = $0.operation { name } else { nil } })
  }
}
