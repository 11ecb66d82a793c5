// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// What this run adds up to, by its worst ways.
  func checkSummary(_ timeline: Timeline) -> CheckSummary {
    let sums = timeline.summary
    let none = CheckSummary.Peak(value: 0)
    var summary = CheckSummary(
      shortest: sums.shortest, longest: sums.duration, wall: sums.longest,
      energised: sums.energised, treatments: sums.treatments, frequency: none, amplitude: none,
      acceleration: none, amplitudeSlew: none, frequencySlew: none, handPoints: 0, margins: [])
    var amplitude = 0.0
    var acceleration = 0.0
    var points = Array(repeating: 0.0, count: steps.count)
    for (index, step) in steps.enumerated() where step.kind == .drive {
      let (range, file) = (ranges[index], files[index])
      let bounds = segments[Int(step.segment)].bounds
      var squares: Float = 0
      for number in 0...Int(step.otherCount) {
        let drive =
          number == 0 ? step.drive : drives[Int(step.firstOther) + number - 1]
        let peak = drive.accelerationPeak
        let most = max(drive.amplitudeStart, drive.amplitudeEnd)
        summary.frequency.take(
          Double(max(drive.frequencyStart, drive.frequencyEnd).hertz), range, file)
        summary.amplitude.take(Double(most.millimeters), range, file)
        summary.acceleration.take(Double(peak.g), range, file)
        amplitude = max(amplitude, Double(most.millimeters / bounds.amplitudeMax.millimeters))
        acceleration = max(acceleration, Double(peak.g / bounds.accelerationMax.g))
        let slew = waveSlews[drive] ?? drive.slew(over: step.duration)
        summary.frequencySlew.take(slew.0, range, file)
        summary.amplitudeSlew.take(slew.1, range, file)
        squares += drive.handWeighted * drive.handWeighted
      }
      let weighted = PortableMath.squareRoot(squares)
      points[index] = Double(HandWeighting.points(weighted, over: step.duration))
    }
    summary.handPoints = pointsAtMost(points)
    summary.margins = [
      .init(limit: .amplitude, share: amplitude), .init(limit: .acceleration, share: acceleration),
    ]
    settle(&summary)
    return summary
  }

  /// Points of the hand by the worst way.
  private func pointsAtMost(_ points: [Double]) -> Double {
    PathTotals(
      steps, branches, sides: Array(repeating: -1, count: steps.count), sideCount: 0,
      share: { PathTotals.Share(energised: points[$0], wall: 0, treated: 0) },
      visit: { _, _, _ in }
    ).end.energised
  }

  func settle(_ summary: inout CheckSummary) {
    summary.settle(
      { zone, side in
        segments.first { $0.address.zone == zone && $0.address.side == side }
          .map { applicationMaximum($0) } ?? .zero
      }, person.sessionEnergised)
  }
}

extension TimelineDrive {
  /// The change of frequency and the rise of amplitude on a straight line, per second.
  func slew(over duration: Interval) -> (Double, Double) {
    let seconds = Double(duration.nanoseconds) / 1e9
    return (
      Double(abs(frequencyEnd.hertz - frequencyStart.hertz)) / seconds,
      Double(max(0, amplitudeEnd.millimeters - amplitudeStart.millimeters)) / seconds
    )
  }

  /// W_h-weighted rms of the handle, at most.
  var handWeighted: HandWeighting.MetersPerSecondSquared {
    HandWeighting.handle(accelerationPeak, from: min(frequencyStart, frequencyEnd))
  }
}

extension HandWeighting {
  /// W_h-weighted rms of a handle whose head peaks with `peak` at some frequency from `low` on.
  static func handle(_ peak: Acceleration, from low: Hertz) -> MetersPerSecondSquared {
    // The weighting falls from 12.5 Hz on.
    weighted(peak: peak * Limits.assumedHandleTransfer, at: max(low, Hertz(hertz: 12.5)))
  }
}
