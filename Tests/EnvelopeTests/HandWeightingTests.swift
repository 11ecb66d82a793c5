// SPDX-License-Identifier: Apache-2.0
import Envelope
import Foundation
import Quantities
import Testing

@Suite("Hand weighting and dose")
struct HandWeightingTests {
  @Test("H9: W_h is within 1 % of the table at all 24 third-octave bands")
  func table() {
    let expected: [Double] = [
      0.727, 0.873, 0.951, 0.958, 0.896, 0.782, 0.647, 0.519, 0.411, 0.324, 0.256, 0.202,
      0.160, 0.127, 0.101, 0.0799, 0.0634, 0.0503, 0.0398, 0.0314, 0.0245, 0.0186, 0.0135, 0.0089,
    ]
    for (i, value) in expected.enumerated() {
      let exact = pow(10, Double(i + 8) / 10)
      let weight = Double(HandWeighting.weight(Hertz(hertz: Float(exact))))
      #expect(abs(weight / value - 1) < 0.01, "\(exact) Hz: \(weight) for \(value)")
    }
    #expect(HandWeighting.weight(.zero) == 0)
    #expect(HandWeighting.weight(Hertz(hertz: .nan)) == 0)
  }

  @Test("H9: 4 m/s² for 3 h is A(8) 2.45 and 96 points; 2.5 m/s² for 8 h is 100 points")
  func worked() {
    let threeHours = Interval.seconds(Int64(10800))
    #expect(abs(HandWeighting.a8(4, over: threeHours) - 2.449) < 0.002)
    #expect(abs(HandWeighting.points(4, over: threeHours) - 96) < 0.01)
    #expect(abs(HandWeighting.a8(points: 96) - 2.449) < 0.002)
    #expect(abs(HandWeighting.points(2.5, over: .seconds(Int64(28800))) - 100) < 0.01)
  }

  @Test("H9: 1 mm peak to peak at 50 Hz is 11.3 m/s² and reaches the action value in 23 min")
  func handle() {
    let fifty = Hertz(hertz: 50)
    let peak = Motion.peakAcceleration(fifty, Displacement(millimeters: 1))
    let weighted = HandWeighting.weighted(peak: peak, at: fifty)
    #expect(abs(weighted - 11.3) < 0.1)
    let minutes = 100 / HandWeighting.points(weighted, over: .seconds(Int64(60)))
    #expect(abs(minutes - 23) < 1)
  }

  /// domain.md §4.1 as printed, in minutes: handle motion in mm peak to peak by Hz, until the action
  /// value of 2.5 m/s²; nil is more than a day.
  private static let timesToAction: [(millimeters: Float, minutes: [Float?])] = [
    (0.10, [nil, nil, nil, nil, 15.5 * 60, 10 * 60]),
    (0.25, [nil, 16.9 * 60, 9.6 * 60, 6.2 * 60, 149, 96]),
    (0.50, [10.5 * 60, 254, 144, 93, 37, 24]),
    (1.00, [158, 64, 36, 23, 9, 6]),
  ]

  @Test("H9: the time to the action value is the table's at every frequency and amplitude")
  func timeToAction() {
    for (millimeters, minutes) in Self.timesToAction {
      for (hertz, expected) in zip([20, 30, 40, 50, 80, 100] as [Float], minutes) {
        let frequency = Hertz(hertz: hertz)
        let peak = Motion.peakAcceleration(frequency, Displacement(millimeters: millimeters))
        let weighted = HandWeighting.weighted(peak: peak, at: frequency)
        let took = 100 / HandWeighting.points(weighted, over: .seconds(Int64(60)))
        guard let expected else {
          #expect(took > 24 * 60, "\(millimeters) mm at \(hertz) Hz: \(took) min")
          continue
        }
        // Printed to a minute, or to a tenth of an hour; the weighting itself is held to 1 %.
        let rounding: Float = expected > 300 ? 3 : 0.5
        #expect(
          abs(took - expected) <= rounding + expected * 0.01,
          "\(millimeters) mm at \(hertz) Hz: \(took) min for \(expected)")
      }
    }
  }

  @Test("H9: an hour in milliseconds sums to the same points as an hour at once")
  func summing() {
    var dose = HandDose()
    for _ in 0..<3_600_000 { dose.add(0.3, over: .milliseconds(1)) }
    #expect(abs(dose.points / HandWeighting.points(0.3, over: .seconds(Int64(3600))) - 1) < 1e-3)
    #expect(dose.standing == .fine)
    dose.add(5, over: .seconds(Int64(3600)))
    #expect(dose.standing == .warn)
    dose.add(.nan, over: .seconds(Int64(3600)))
    #expect(dose.standing == .refuse)
    var full = HandDose(picopoints: .max - 1)
    full.add(100, over: .seconds(Int64(86400)))
    #expect(full.picopoints == .max)
  }

  @Test("actuators sum as the root of squares")
  func total() {
    #expect(abs(HandWeighting.total(3, 4) - 5) < 1e-5)
    #expect(abs(HandWeighting.total(2, 3, 6) - 7) < 1e-5)
  }
}
