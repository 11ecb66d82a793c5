// SPDX-License-Identifier: Apache-2.0

/// One step of a formula on the stack.
public struct FormulaTerm: Hashable, Sendable, Codable {
  public enum Operation: Hashable, Sendable, Codable {
    /// A number without a unit.
    case number(Double)
    case quantity(Quantity)
    case parameter(String)
    /// The time since the step began.
    case time
    case negate
    case add
    case subtract
    case multiply
    case divide
    case sine
    case triangle
    case square
    /// Of a seed and a place.
    case noise
    case minimum
    case maximum
  }

  public var operation: Operation
  /// Everything this term computes from, its operands included.
  public var range: SourceRange

  public init(_ operation: Operation, _ range: SourceRange) {
    self.operation = operation
    self.range = range
  }
}

extension FormulaTerm.Operation {
  /// How many values it takes off the stack; it puts one back.
  var operands: Int {
    switch self {
    case .number, .quantity, .parameter, .time: 0
    case .negate, .sine, .triangle, .square: 1
    case .add, .subtract, .multiply, .divide, .noise, .minimum, .maximum: 2
    }
  }
}
