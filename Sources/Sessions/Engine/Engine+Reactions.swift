// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Programs
import Quantities

extension Engine {
  /// Whether a step that lasts while the head touches has come to its end.
  mutating func isContactOver(_ step: EngineStep) -> Bool {
    step.reaction.whileContact && (!isTouching() || status.deviceState == .lifted)
  }

  /// What the reactions of a step leave of its amplitude, and which of them took most.
  ///
  /// They only ever take away, so what was proved holds.
  mutating func reacted(_ index: Int, _ step: EngineStep, _ asked: Displacement) -> (
    Displacement, EngineLimiter
  ) {
    let reaction = step.reaction
    // A force that is no number is one that nobody knows.
    let force = status.actuators[index].contactForce.newtons
    guard asked > .zero, force < reaction.forceLimit.newtons else {
      return (.zero, asked > .zero ? .force : .none)
    }
    guard let pain = run.pain, pain >= reaction.painThreshold else { return (asked, .none) }
    let factor = reaction.painFactor > 0 ? min(reaction.painFactor, 1) : 0
    return (asked * factor, .pain)
  }

  /// Waits for the number the person says; every way leads forward.
  mutating func awaitAnswer(_ outbox: inout EngineOutbox) {
    guard let program = run.program else { return }
    let step = program.step(run.index)
    guard run.answer != nil || now - run.modeBegan >= step.duration else { return }
    let next = program.successor(run.index, answer: run.answer)
    guard next < program.stepCount else { return complete(&outbox) }
    enterStep(next, carrying: .zero)
    run.enter(entryMode, at: now)
  }
}
