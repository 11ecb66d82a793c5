// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Regulation

/// Compares what is commanded with what the device says that it measured.
///
/// A device that drives and reports nothing, or next to nothing, would be driven open-loop.
struct DriveFollow: Sendable, BitwiseCopyable {
  enum Verdict: Sendable, BitwiseCopyable {
    case follows
    /// It drives, and its head or its current reads nothing.
    case measuresNothing
    /// It is armed, and does not drive.
    case standsStill
  }

  /// Below this the sensors' noise is too near: twice the noise of a sample of current `[E]`.
  static var leastDrive: Current { Current(amperes: 0.01) }
  /// The least share of the commanded current that flows unless the device holds it back for a while,
  /// as its guard and its own slew do `[E]`.
  static var leastCurrentShare: Float { 0.05 }
  /// The least share of its motion in free air that a head keeps on bone: half of what the regulator
  /// allows for (a load of 55 times the head's own impedance) `[C]`.
  static var leastMotionShare: Float { 0.01 }
  /// Below this amplitude nothing is expected `[E]`.
  static var leastAmplitude: Displacement { Displacement(millimeters: 0.05) }
  /// The least share of the commanded amplitude, which a head does not fall below on anything: a
  /// regulator that is told of no motion may well drive nothing `[E]`.
  static var leastAmplitudeShare: Float { 0.005 }
  /// How long a contradiction lasts before it is one.
  static var limit: Interval { .milliseconds(200) }
  /// Without any measurement of the drive for this long: two cycles of the lowest frequency and the
  /// limit above.
  static var silenceLimit: Interval { .milliseconds(500) }

  private var current: Float = 0
  private var head: Float = 0
  private var frequency = Hertz.zero
  private var freshAt: Instant?
  private var drivenSince: Instant?
  private var nothingFor = Interval.zero
  private var lastJudged = Instant.zero
  private var stillSince: Instant?

  /// Takes in what was measured: A and g, peak.
  mutating func take(_ t: Telemetry, at received: Instant) {
    current = Phasor(t.current, step: 0.0001).magnitude
    head = Phasor(t.head, step: 0.0005).magnitude
    frequency = Hertz(hertz: Float(t.frequencyCentihertz) * 0.01)
    freshAt = received
  }

  /// One tick; what the device's temperature leaves is taken off `commanded` and `amplitude` already.
  mutating func judge(
    _ commanded: Current, _ amplitude: Displacement, state: DeviceState, model: ActuatorModel,
    now: Instant
  ) -> Verdict {
    let elapsed = min(now - lastJudged, .milliseconds(10))
    lastJudged = now
    guard commanded > Self.leastDrive || amplitude > Self.leastAmplitude else {
      // Between two pulses nothing is learned, and nothing forgotten.
      drivenSince = nil
      stillSince = nil
      return .follows
    }
    if state == .armed {
      let since = stillSince ?? now
      stillSince = since
      return now - since >= Self.limit ? .standsStill : .follows
    }
    stillSince = nil
    // A lifted head is held at a level that says nothing.
    guard state == .running else {
      drivenSince = nil
      return .follows
    }
    let since = drivenSince ?? now
    drivenSince = since
    guard let freshAt, freshAt > since else {
      return now - since >= Self.silenceLimit ? .measuresNothing : .follows
    }
    if now - freshAt >= Self.silenceLimit { return .measuresNothing }
    guard isNothing(of: commanded, amplitude, model) else {
      nothingFor = .zero
      return .follows
    }
    nothingFor = nothingFor + elapsed
    return nothingFor >= Self.limit ? .measuresNothing : .follows
  }

  private func isNothing(
    of commanded: Current, _ amplitude: Displacement, _ model: ActuatorModel
  ) -> Bool {
    // What is not a number compares false and is nothing.
    if commanded > Self.leastDrive, !(current >= commanded.amperes * Self.leastCurrentShare) {
      return true
    }
    let omega = 2 * Float.pi * frequency.hertz
    var meters: Float = 0
    if current > Self.leastDrive.amperes {
      meters =
        model.freeAirGain(frequency) * model.forceConstantNewtonsPerAmpere * current
        * Self.leastMotionShare
    }
    if amplitude > Self.leastAmplitude {
      meters = max(meters, amplitude.millimeters * 0.0005 * Self.leastAmplitudeShare)
    }
    return !(head >= meters * omega * omega / Motion.standardGravity)
  }
}
