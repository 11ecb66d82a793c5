// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// Makes the coil's current what the device asks for, by the voltage across it: once a control step.
///
/// The resistance's share is given at once, so that the current follows as fast as the coil lets it: a
/// pole at 800 Hz, as in the simulated plant. Feedback sees only what differs from that, which is
/// back-EMF and heat; its zero lies on the coil's pole. `[E]`, tuned on a model.
public struct CurrentLoop: Sendable, BitwiseCopyable {
  private let ohms: Float
  private let proportional: Float
  private let integralPerStep: Float
  /// What a step leaves of the current that was.
  private let memory: Float
  private var integral: Float = 0
  /// What a cold coil at rest would carry by now.
  private var expected: Float = 0
  /// What was asked for at the last step, and before it: a voltage is written at one step, taken over by
  /// the timer at the next and has had its effect at the one after.
  private var asked: (last: Float, before: Float) = (0, 0)

  /// - Parameters:
  ///   - ohms: the coil's resistance when cold.
  ///   - henries: its inductance.
  ///   - radiansPerSecond: the feedback's bandwidth; with two steps of delay 1400 leaves 50° of margin at
  ///     4 kHz.
  ///   - seconds: between steps.
  public init(ohms: Float, henries: Float, radiansPerSecond: Float, seconds: Float) {
    self.ohms = ohms
    proportional = henries * radiansPerSecond
    integralPerStep = ohms * radiansPerSecond * seconds
    memory = PortableMath.exponential(-ohms / henries * seconds)
  }

  /// The coil is not driven: what was learnt about it no longer holds.
  public mutating func reset() {
    integral = 0
    expected = 0
    asked = (0, 0)
  }

  /// The voltage for the next step, never more than there is.
  ///
  /// While it is cut the integral stands still, so that it does not have to be unlearnt.
  public mutating func voltage(target: Current, measured: Current, most: Voltage) -> Voltage {
    expected = memory * expected + (1 - memory) * asked.before
    asked.before = asked.last
    let error = expected - measured.amperes
    let wanted = ohms * target.amperes + proportional * error + integral
    let given = min(max(wanted, -most.volts), most.volts)
    // Of what was cut, too, nothing is expected.
    asked.last = target.amperes + (given - wanted) / ohms
    if given == wanted { integral += integralPerStep * error }
    return Voltage(volts: given)
  }
}
