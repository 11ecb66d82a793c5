// SPDX-License-Identifier: Apache-2.0

/// Where a compiled formula lies in a flat array of instructions.
@frozen public struct FormulaCode: Hashable, Sendable, BitwiseCopyable {
  /// Values a formula may hold at once.
  @inlinable public static var deepestStack: Int { 16 }

  public var first: Int32
  public var count: Int32

  @inlinable public init(first: Int32, count: Int32) {
    self.first = first
    self.count = count
  }

  /// The value at `time`, in seconds since the step began.
  ///
  /// Every operation is one of + − × ÷ in double precision, in the order of the code, so every
  /// machine computes the same bits. No allocation, no lock.
  ///
  /// - Parameters:
  ///   - code: where this formula lies; it was checked before: the stack is deep enough and never empty.
  ///   - parameters: values of the parameters; a formula that runs has none.
  @inlinable public func value(
    at time: Double, in code: borrowing Span<FormulaInstruction>,
    parameters: borrowing Span<Double>
  ) -> Double {
    var stack = InlineArray<16, Double>(repeating: 0)
    var top = -1
    var index = Int(first)
    let end = index + Int(count)
    while index < end {
      let instruction = code[index]
      index += 1
      switch instruction.operation {
      case .constant:
        top += 1
        stack[top] = instruction.value
      case .parameter:
        top += 1
        stack[top] = parameters[Int(instruction.parameter)]
      case .time:
        top += 1
        stack[top] = time
      case .negate: stack[top] = -stack[top]
      case .sine: stack[top] = Waveform.sine(stack[top])
      case .triangle: stack[top] = Waveform.triangle(stack[top])
      case .square: stack[top] = Waveform.square(stack[top])
      case .add:
        top -= 1
        stack[top] = stack[top] + stack[top + 1]
      case .subtract:
        top -= 1
        stack[top] = stack[top] - stack[top + 1]
      case .multiply:
        top -= 1
        stack[top] = stack[top] * stack[top + 1]
      case .divide:
        top -= 1
        stack[top] = stack[top] / stack[top + 1]
      case .noise:
        top -= 1
        stack[top] = Waveform.noise(seed: stack[top], place: stack[top + 1])
      case .minimum:
        top -= 1
        // What is not a number stays one, so that no limit hides it.
        let other = stack[top + 1]
        if other < stack[top] || other != other { stack[top] = other }
      case .maximum:
        top -= 1
        let other = stack[top + 1]
        if other > stack[top] || other != other { stack[top] = other }
      }
    }
    return stack[0]
  }
}
