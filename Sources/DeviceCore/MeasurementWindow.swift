// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Demodulates a long window of whole cycles for comparing tissue (control.md §3).
///
/// The window holds an even number of cycles, so that half the frequency fits too, and at least
/// 100 ms. The sample in which a cycle ends is shared between the windows it lies in.
struct MeasurementWindow: Sendable, BitwiseCopyable {
  private var head = Phasor.zero
  private var second = Phasor.zero
  private var third = Phasor.zero
  private var half = Phasor.zero
  private var housing = Phasor.zero
  private var current = Phasor.zero
  private var weight: Float = 0
  private var samples: UInt16 = 0
  private var clipped: UInt16 = 0
  private var forceSum: Float = 0
  private var forceMinimum: Float = .greatestFiniteMagnitude
  private var began = Instant.zero
  private var frequency = Hertz.zero
  private var isClean = false

  mutating func reset() { self = MeasurementWindow() }

  /// Takes one sample; a window that ends with it is put into `result`.
  mutating func push(
    head sample: Float, housing housingSample: Float, current amperes: Float, force: Float,
    winding: Temperature, synthesiser: Synthesiser, frequency present: Hertz, now: Instant,
    into result: inout Measurement?
  ) {
    var first: Float = 1
    if present != frequency {
      // A tone that moved is no tone: wait for the next pair of cycles.
      isClean = false
      frequency = present
    }
    if synthesiser.wrapped && synthesiser.turns % 2 == 0 {
      let long = Int64(samples) * Int64(DeviceLimits.stepNanoseconds) >= 100_000_000
      if !isClean || long {
        first = synthesiser.pastTurn
        if isClean {
          add(sample, housingSample, amperes, synthesiser, weight: 1 - first)
          result = message(winding, now)
        }
        clear(now)
      }
    }
    add(sample, housingSample, amperes, synthesiser, weight: first)
    samples &+= 1
    if sample >= DeviceLimits.saturated || sample <= -DeviceLimits.saturated { clipped &+= 1 }
    forceSum += force
    forceMinimum = min(forceMinimum, force)
  }

  private mutating func clear(_ now: Instant) {
    let kept = frequency
    self = MeasurementWindow()
    frequency = kept
    began = now
    isClean = true
  }

  private mutating func add(
    _ sample: Float, _ housingSample: Float, _ amperes: Float, _ s: Synthesiser, weight w: Float
  ) {
    let c = s.cosine
    let q = s.sine
    let c2 = 2 * c * c - 1
    let q2 = 2 * c * q
    let c3 = c * c2 - q * q2
    let q3 = q * c2 + c * q2
    let turns = Float(s.phase) * 1.1641532e-10 + (s.turns % 2 == 0 ? 0 : 0.5)
    let one = Phasor(inPhase: c * w, quadrature: -q * w)
    head = head + one * sample
    housing = housing + one * housingSample
    current = current + one * amperes
    second = second + Phasor(inPhase: c2 * w, quadrature: -q2 * w) * sample
    third = third + Phasor(inPhase: c3 * w, quadrature: -q3 * w) * sample
    half =
      half
      + Phasor(
        inPhase: PortableMath.cosine(turns: turns) * w,
        quadrature: -PortableMath.sine(turns: turns) * w) * sample
    weight += w
  }

  private func message(_ winding: Temperature, _ now: Instant) -> Measurement? {
    guard weight > 0, samples > 0 else { return nil }
    let scale = 2 / weight
    var m = Measurement()
    let centre = began + Interval(nanoseconds: (now - began).nanoseconds / 2)
    m.centreMilliseconds = centre.wireMilliseconds
    m.centreFractionMicroseconds = Device.fraction(centre)
    m.frequencyCentihertz = WireScale.unsigned16(frequency.hertz * 100)
    m.samples = samples
    m.clippedSamples = clipped
    m.headInPhase = WireScale.signed24(head.inPhase * scale * 10000)
    m.headQuadrature = WireScale.signed24(head.quadrature * scale * 10000)
    m.headSecondInPhase = WireScale.signed24(second.inPhase * scale * 10000)
    m.headSecondQuadrature = WireScale.signed24(second.quadrature * scale * 10000)
    m.headThird = WireScale.phasor(third, perUnit: scale * 2000)
    m.headHalf = WireScale.phasor(half, perUnit: scale * 2000)
    m.housingInPhase = WireScale.signed24(housing.inPhase * scale * 10000)
    m.housingQuadrature = WireScale.signed24(housing.quadrature * scale * 10000)
    m.currentInPhase = WireScale.signed24(current.inPhase * scale * 50000)
    m.currentQuadrature = WireScale.signed24(current.quadrature * scale * 50000)
    m.preloadMeanCentinewtons = WireScale.unsigned16(forceSum / Float(samples) * 100)
    m.preloadMinimumCentinewtons = WireScale.unsigned16(forceMinimum * 100)
    m.windingCentidegrees = WireScale.centidegrees(winding.celsius)
    return m
  }
}
