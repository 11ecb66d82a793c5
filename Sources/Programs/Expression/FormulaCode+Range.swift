// SPDX-License-Identifier: Apache-2.0

extension FormulaCode {
  /// Everything the formula may give for these times and parameters.
  ///
  /// - Parameters:
  ///   - times: in seconds since the step began.
  ///   - parameters: the range of each parameter.
  func range(
    over times: ValueRange, in code: borrowing Span<FormulaInstruction>,
    parameters: borrowing Span<ValueRange>
  ) -> ValueRange {
    var stack = InlineArray<16, ValueRange>(repeating: ValueRange(0))
    var top = -1
    for index in Int(first)..<Int(first + count) {
      let instruction = code[index]
      switch instruction.operation {
      case .constant:
        top += 1
        stack[top] = ValueRange(instruction.value)
      case .parameter:
        top += 1
        stack[top] = parameters[Int(instruction.parameter)]
      case .time:
        top += 1
        stack[top] = times
      case .negate: stack[top] = -stack[top]
      case .sine: stack[top] = stack[top].sine
      case .triangle: stack[top] = stack[top].triangle
      case .square: stack[top] = stack[top].square
      case .add, .subtract, .multiply, .divide, .noise, .minimum, .maximum:
        top -= 1
        stack[top] = Self.combined(instruction.operation, stack[top], stack[top + 1])
      }
    }
    return stack[0]
  }

  /// The same over equal parts of the times, in order.
  func ranges(
    over times: ValueRange, parts: Int, in code: borrowing Span<FormulaInstruction>,
    parameters: borrowing Span<ValueRange>
  ) -> [ValueRange] {
    var ranges: [ValueRange] = []
    ranges.reserveCapacity(parts)
    let width = times.width / Double(parts)
    for part in 0..<parts {
      let from = times.low + width * Double(part)
      let piece = ValueRange(from, part + 1 == parts ? times.high : from + width)
      ranges.append(range(over: piece, in: code, parameters: parameters))
    }
    return ranges
  }

  private static func combined(
    _ operation: FormulaInstruction.Operation, _ a: ValueRange, _ b: ValueRange
  ) -> ValueRange {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .noise: .noise(seed: a, place: b)
    case .minimum: .minimum(a, b)
    case .maximum: .maximum(a, b)
    case .constant, .parameter, .time, .negate, .sine, .triangle, .square: .whole
    }
  }
}
