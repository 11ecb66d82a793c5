// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The drive's phase and the references that go with it.
struct Synthesiser: Sendable, BitwiseCopyable {
  /// In 2⁻³² turns; wraps by itself.
  private(set) var phase: UInt32 = 0
  private(set) var increment: UInt32 = 0
  private(set) var cosine: Float = 1
  private(set) var sine: Float = 0
  /// The last advance completed a turn.
  private(set) var wrapped = false
  /// Turns completed since the restart.
  private(set) var turns: UInt32 = 0
  private var rotatedBy: UInt32 = 0
  private var stepCosine: Float = 1
  private var stepSine: Float = 0
  private var offset: UInt32 = 0
  private var wantedOffset: UInt32 = 0

  /// How far the offset moves in a step: one turn a second, so that a new phase is 1 Hz at most.
  private static var offsetStep: UInt32 { 1_073_741 }

  mutating func set(_ frequency: Hertz, phase: UInt16) {
    wantedOffset = UInt32(phase) << 16
    let turnsPerStep = frequency.hertz * DeviceLimits.stepSeconds
    // Up to an eighth of the sample rate; beyond lies no actuator.
    guard turnsPerStep > 0, turnsPerStep < 0.125 else {
      increment = 0
      return
    }
    increment = UInt32(turnsPerStep * 4_294_967_296)
  }

  mutating func restart(phase: UInt16) {
    offset = UInt32(phase) << 16
    wantedOffset = offset
    self.phase = offset
    let angle = Float(Int32(bitPattern: offset)) * 2.3283064e-10
    cosine = PortableMath.cosine(turns: angle)
    sine = PortableMath.sine(turns: angle)
    wrapped = false
    turns = 0
  }

  mutating func advance() {
    let move = increment &+ offsetMove()
    let (sum, overflow) = phase.addingReportingOverflow(move)
    phase = sum
    wrapped = overflow
    if overflow { turns &+= 1 }
    guard overflow || move != rotatedBy else {
      // Between two whole turns the reference is rotated, which is exact to 1e-5 over one turn.
      let c = cosine * stepCosine - sine * stepSine
      sine = sine * stepCosine + cosine * stepSine
      cosine = c
      return
    }
    settle(move)
  }

  /// The references from the phase itself, and the rotation of one step of `move`.
  private mutating func settle(_ move: UInt32) {
    let angle = Float(Int32(bitPattern: phase)) * 2.3283064e-10
    cosine = PortableMath.cosine(turns: angle)
    sine = PortableMath.sine(turns: angle)
    guard move != rotatedBy else { return }
    rotatedBy = move
    let turn = Float(move) * 2.3283064e-10
    stepCosine = PortableMath.cosine(turns: turn)
    stepSine = PortableMath.sine(turns: turn)
  }

  /// The part of the last advance that lies past the completed turn, 0 … 1.
  var pastTurn: Float {
    increment > 0 ? min(1, Float(phase) / Float(increment)) : 0
  }

  private mutating func offsetMove() -> UInt32 {
    guard offset != wantedOffset, increment > Synthesiser.offsetStep else { return 0 }
    let difference = Int32(bitPattern: wantedOffset &- offset)
    let step = Int32(bitPattern: Synthesiser.offsetStep)
    let move = difference > step ? step : (difference < -step ? -step : difference)
    offset = offset &+ UInt32(bitPattern: move)
    return UInt32(bitPattern: move)
  }
}
