// SPDX-License-Identifier: Apache-2.0

/// What names mean where a step is written: in the program itself, or in one that it uses.
struct Scope {
  let program: Program
  /// The path in the bundle; nil for the program itself.
  let file: String?
  /// The values of the parameters in this run.
  var values: [String: Quantity] = [:]
  /// The same as formulas of the parameters of the program itself, for all their values.
  var formulas: [String: Formula] = [:]

  var dimensions: [String: FormulaDimension] {
    values.isEmpty ? [:] : values.mapValues { FormulaDimension($0.unit) }
  }

  init(_ program: Program, file: String? = nil) {
    self.program = program
    self.file = file
  }
}
