// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Sessions

extension Scenario {
  /// The same world with what a canary needs to show itself; a sound system holds every promise in it.
  public func provoking(_ canary: Canary) -> Scenario {
    var scenario = self
    scenario.again = false
    switch canary {
    case .envelopeBroken: break
    case .expiryOff:
      scenario.treat(.a, frequency: 40, share: 0.8)
      scenario.events = [Event(at: 2500, happening: .stallEngine(milliseconds: 1200))]
    case .guardBroken:
      // A force sensor that always says contact, and a head in the air: the tissue no longer holds
      // it back, and only the guard sees it until the device doubts the sensor 200 ms later.
      scenario.treat(.neck, frequency: 35, share: 1)
      scenario.events = [
        Event(at: 3450, happening: .forceSensorSticks), Event(at: 3500, happening: .lift),
      ]
    }
    scenario.lengthMilliseconds = scenario.program.duration.milliseconds + 9000
    return scenario
  }

  /// One zone, eight seconds at one frequency and a share of its cap.
  private mutating func treat(_ safetyClass: SafetyClass, frequency: Float, share: Float) {
    let side = ZoneSide(zone: "zone-0", side: "left")
    let treatment = Treatment(zoneSide: side, safetyClass: safetyClass)
    let bounds = Bounds(
      frequencyMin: Hertz(hertz: 20), frequencyMax: Hertz(hertz: 60),
      amplitudeMax: Displacement(millimeters: 2),
      accelerationMax: Limits.accelerationMaximum(safetyClass))
    let hertz = Hertz(hertz: frequency)
    let amplitude = bounds.amplitudeCap(at: hertz) * share
    treatments = [treatment]
    program = ProvedProgram(
      title: "provoking",
      steps: [
        EngineStep(
          kind: .drive, duration: .seconds(Int64(8)), frequencyStart: hertz, frequencyEnd: hertz,
          amplitudeStart: amplitude, amplitudeEnd: amplitude, segment: 0)
      ],
      segments: [
        ProvedSegment(
          zoneSide: side, address: "\(side)",
          limits: EngineSegment(bounds: bounds, energisedMax: treatment.applicationMax))
      ], stepTexts: [""])
  }
}
