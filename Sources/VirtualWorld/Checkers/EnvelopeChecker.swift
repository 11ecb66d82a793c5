// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// Nothing runs that was not checked: no setpoint outside what was proved, and the head never
/// accelerates beyond the proved cap by more than the device's guard allows for longer than the
/// guard takes to brake.
///
/// What a relaxation rests on: a head that was just set down knocks against what it touches, and a
/// power stage that does not obey shakes it whatever was checked; there silence bounds it.
struct EnvelopeChecker: PromiseChecker {
  /// The guard brakes beyond 1.2 times the cap and 0.3 g; noise and rounding on top.
  static var guardFactor: Float { 1.2 }
  static var guardMargin: Float { 0.8 }
  /// A braked head rings out within this time (control.md §2).
  static var brakes: Int { 60 }
  private var beyond = 0
  private var quiet = 0
  private(set) var longest = 0
  private var cap: Float = 0

  mutating func check(_ moment: WorldMoment) -> Violation? {
    if let setpoint = moment.setpointLeft, let violation = check(setpoint, moment) {
      return violation
    }
    if let bounds = moment.proved { cap = bounds.accelerationMax.g }
    guard cap > 0, !moment.isKnocked, moment.isStageSound || moment.isDriven else { return nil }
    if moment.acceleration > cap * Self.guardFactor + Self.guardMargin {
      beyond += 1
      longest = max(longest, beyond)
      quiet = 0
    } else {
      quiet += 1
      if quiet > 300 { beyond = 0 }
    }
    guard beyond > Self.brakes else { return nil }
    return Violation(
      promise: .nothingUnchecked, at: moment.elapsed,
      detail: "\(beyond) ms beyond the guard's margin on \(cap) g, now \(moment.acceleration) g")
  }

  private func check(_ setpoint: Setpoint, _ moment: WorldMoment) -> Violation? {
    guard setpoint.amplitudeMicrometers > 0 else { return nil }
    guard let bounds = moment.proved else {
      return Violation(
        promise: .nothingUnchecked, at: moment.elapsed,
        detail: "a setpoint of \(setpoint.amplitudeMicrometers) µm without a proved program")
    }
    let f = Float(setpoint.frequencyCentihertz) * 0.01
    let micrometers = Float(setpoint.amplitudeMicrometers)
    let omega = 2 * Float.pi * f
    let peak = omega * omega * micrometers * 0.5e-6 / 9.80665
    let isInside =
      f >= bounds.frequencyMin.hertz - 0.011 && f <= bounds.frequencyMax.hertz + 0.011
      && micrometers <= bounds.amplitudeMax.millimeters * 1000 + 1
      && peak <= bounds.accelerationMax.g * 1.005
    guard !isInside else { return nil }
    return Violation(
      promise: .nothingUnchecked, at: moment.elapsed,
      detail: "a setpoint of \(f) Hz and \(micrometers) µm (\(peak) g) outside what was proved")
  }
}
