// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// The greatest of everything over all values, gathered while it is proved.
struct GeneralPeaks {
  private var frequency = CheckSummary.Peak(value: 0)
  private var amplitude = CheckSummary.Peak(value: 0)
  private var acceleration = CheckSummary.Peak(value: 0)
  private var amplitudeShare = 0.0
  private var accelerationShare = 0.0
  var greatest: PathTotals.Sums?
  var least: PathTotals.Sums?
  var handPoints = 0.0
  /// The obligation that is looked at.
  var obligation = 0
  /// The weighted rms of the handle under each obligation, at most.
  private(set) var weighted: [Int: Float] = [:]

  /// Takes in a wave that was proved.
  mutating func add(_ extent: WaveProof.Extent, _ obligation: GeneralPlan.Obligation) {
    weigh(extent.frequencies.low, extent.acceleration)
    take(
      Double(extent.frequencies.high.hertz), Double(extent.amplitudes.high.millimeters),
      Double(extent.acceleration.g), obligation)
  }

  /// Takes in a line, by the corners of what it may be.
  mutating func add(
    _ proof: LineProof, _ parameters: [ValueRange], _ share: Double,
    _ obligation: GeneralPlan.Obligation
  ) {
    guard let (frequencies, amounts) = proof.extent(parameters) else { return }
    let bounds = proof.bounds
    let low = max(Hertz(hertz: Float(frequencies.low)), bounds.frequencyMin)
    let high = min(Hertz(hertz: Float(frequencies.high)), bounds.frequencyMax)
    let cap = bounds.amplitudeCap(at: low)
    let most: Displacement
    switch proof.measure {
    case .millimeters: most = Displacement(millimeters: Float(amounts.high))
    case .percent: most = cap * Float(amounts.high / 100 * share)
    case .acceleration: most = Motion.amplitude(low, Acceleration(g: Float(amounts.high)))
    }
    let peak = min(Motion.peakAcceleration(high, min(most, cap)), bounds.accelerationMax)
    weigh(low, peak)
    take(
      Double(high.hertz), Double(min(most, cap).millimeters), Double(peak.g), obligation)
  }

  private mutating func weigh(_ low: Hertz, _ peak: Acceleration) {
    weighted[obligation] = HandWeighting.handle(peak, from: low)
  }

  private mutating func take(
    _ hertz: Double, _ millimeters: Double, _ g: Double, _ obligation: GeneralPlan.Obligation
  ) {
    frequency.take(hertz, obligation.range, obligation.file)
    amplitude.take(millimeters, obligation.range, obligation.file)
    acceleration.take(g, obligation.range, obligation.file)
    guard let bounds = obligation.site?.bounds else { return }
    amplitudeShare = max(amplitudeShare, millimeters / Double(bounds.amplitudeMax.millimeters))
    accelerationShare = max(accelerationShare, g / Double(bounds.accelerationMax.g))
  }

  /// The summary of one run with what all of them may reach.
  func widened(_ summary: CheckSummary, _ compiler: Compiler) -> CheckSummary {
    var wide = summary
    wide.frequency.take(frequency.value, frequency.range, frequency.file)
    wide.amplitude.take(amplitude.value, amplitude.range, amplitude.file)
    wide.acceleration.take(acceleration.value, acceleration.range, acceleration.file)
    for index in wide.margins.indices {
      switch wide.margins[index].limit {
      case .amplitude: wide.margins[index].share = max(wide.margins[index].share, amplitudeShare)
      case .acceleration:
        wide.margins[index].share = max(wide.margins[index].share, accelerationShare)
      case .zoneTime, .sessionTime, .wallTime, .hand: break
      }
    }
    guard let greatest, let least else { return wide }
    func interval(_ milliseconds: Double) -> Interval { .milliseconds(Int64(milliseconds)) }
    wide.shortest = min(wide.shortest, interval(least.treated))
    wide.longest = max(wide.longest, interval(greatest.treated))
    wide.wall = max(wide.wall, interval(greatest.wall))
    wide.energised = max(wide.energised, interval(greatest.energised))
    wide.handPoints = max(wide.handPoints, handPoints)
    let (_, keys) = compiler.zoneSides()
    for (index, key) in keys.enumerated() {
      if let known = wide.treatments.firstIndex(where: {
        $0.zone == key.zone && $0.side == key.side
      }) {
        let most = interval(greatest.sides[index])
        wide.treatments[known].energised = max(wide.treatments[known].energised, most)
      }
    }
    compiler.settle(&wide)
    return wide
  }
}
