// SPDX-License-Identifier: Apache-2.0

/// One instruction of a compiled formula: plain bytes, run in the tick.
@frozen public struct FormulaInstruction: Hashable, Sendable, BitwiseCopyable {
  @frozen public enum Operation: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// Puts `value` on the stack.
    case constant = 0
    /// Puts a parameter's value on the stack; only while a program is checked.
    case parameter = 1
    /// Puts the time in the step on the stack, in seconds.
    case time = 2
    case negate = 3
    case add = 4
    case subtract = 5
    case multiply = 6
    case divide = 7
    case sine = 8
    case triangle = 9
    case square = 10
    case noise = 11
    case minimum = 12
    case maximum = 13
  }

  public var operation: Operation
  /// Which parameter.
  public var parameter: UInt16
  public var value: Double

  @inlinable public init(_ operation: Operation, parameter: UInt16 = 0, value: Double = 0) {
    self.operation = operation
    self.parameter = parameter
    self.value = value
  }
}

extension FormulaInstruction {
  /// Formulas are told apart by all their instructions: one word of each is enough to find them by.
  public func hash(into hasher: inout Hasher) {
    let word = UInt64(operation.rawValue) << 16 | UInt64(parameter)
    // Zero equals zero below zero.
    hasher.combine((value == 0 ? 0 : value.bitPattern) &+ word &* 0x9E37_79B9_7F4A_7C15)
  }
}
