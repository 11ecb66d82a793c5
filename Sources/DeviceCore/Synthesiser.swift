// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The drive's phase, and the cosine and sine that go with it.
struct Synthesiser: Sendable, BitwiseCopyable {
  /// In 2⁻³² turns; wraps by itself.
  private(set) var phase: UInt32 = 0
  private(set) var increment: UInt32 = 0
  private(set) var cosine: Float = 1
  private(set) var sine: Float = 0
  /// The last advance completed a turn.
  private(set) var wrapped = false

  mutating func set(_ frequency: Hertz) {
    let turnsPerStep = frequency.hertz * DeviceLimits.stepSeconds
    // Up to an eighth of the sample rate; beyond lies no actuator.
    guard turnsPerStep > 0, turnsPerStep < 0.125 else {
      increment = 0
      return
    }
    increment = UInt32(turnsPerStep * 4_294_967_296)
  }

  mutating func restart() {
    phase = 0
    cosine = 1
    sine = 0
    wrapped = false
  }

  mutating func advance() {
    let (sum, overflow) = phase.addingReportingOverflow(increment)
    phase = sum
    wrapped = overflow
    let turns = Float(Int32(bitPattern: sum)) * 2.3283064e-10
    cosine = PortableMath.cosine(turns: turns)
    sine = PortableMath.sine(turns: turns)
  }
}
