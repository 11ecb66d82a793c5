// SPDX-License-Identifier: Apache-2.0
import Quantities
import Regulation

/// Compares what the accelerometers say with what the coil itself says.
///
/// The coil's voltage beyond R·I + L·dI/dt is Bl times the head's velocity against the housing; the
/// accelerometers' difference over jω is the same velocity. A head sensor whose gain has drifted, or
/// that reads something else, disagrees.
struct MotionCrossCheck: Sendable, BitwiseCopyable {
  private(set) var disagreesFor = Interval.zero
  /// The accelerometers' velocity over the coil's, of the last cycle that could tell; 1 agrees.
  private(set) var ratio: Float = 1
  /// Head against housing over the last cycle, metres, 0 to peak.
  private(set) var stroke: Float = 0
  private var voltage = Phasor.zero
  private var current = Phasor.zero
  private var relative = Phasor.zero
  private var samples: Int32 = 0

  var hasFailed: Bool { disagreesFor >= DeviceLimits.sensorFaultAfter }

  mutating func reset() { self = MotionCrossCheck() }

  /// One sample of each in V, A and g.
  mutating func push(volts: Float, amperes: Float, relativeG: Float, cosine: Float, sine: Float) {
    let reference = Phasor(inPhase: cosine, quadrature: -sine)
    voltage = voltage + reference * volts
    current = current + reference * amperes
    relative = relative + reference * relativeG
    samples += 1
  }

  /// Closes the cycle that the samples since the last were, and judges it.
  mutating func closeCycle(frequency: Hertz, winding: Temperature, model: ActuatorModel) {
    if samples >= 16 { judge(frequency: frequency, winding: winding, model: model) }
    voltage = .zero
    current = .zero
    relative = .zero
    samples = 0
  }

  private mutating func judge(frequency: Hertz, winding: Temperature, model: ActuatorModel) {
    let scale = 2 / Float(samples)
    let omega = 2 * Float.pi * frequency.hertz
    let ohms = model.resistanceOhms * (1 + 0.00393 * (winding.celsius - 25))
    // L/R has its corner at 800 Hz (control.md §1).
    let coil = Phasor(inPhase: ohms, quadrature: ohms * frequency.hertz / 800)
    let emf = (voltage - coil * current) * scale
    let byCoil = emf.magnitude / model.forceConstantNewtonsPerAmpere
    let bySensors = relative.magnitude * scale * Motion.standardGravity / omega
    stroke = bySensors / omega
    let drop = coil.magnitude * current.magnitude * scale
    // Too little motion, or too much drop to subtract: this cycle cannot tell.
    let larger = max(byCoil, bySensors)
    guard larger > DeviceLimits.checkVelocity,
      larger * model.forceConstantNewtonsPerAmpere > 0.25 * drop
    else { return }
    ratio = byCoil > 0 ? min(bySensors / byCoil, 100) : 100
    let agrees = ratio > DeviceLimits.checkRatio && ratio * DeviceLimits.checkRatio < 1
    let cycle = Interval(nanoseconds: Int64(samples) * Int64(DeviceLimits.stepNanoseconds))
    disagreesFor = agrees ? .zero : min(disagreesFor + cycle, .milliseconds(10000))
  }
}
