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
