// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities
import Randomness
import Testing

/// Random programs over random zones, people and devices.
@Suite("Random programs") struct RandomProgramTests {
  @Test("H5 H12: whatever is proved stays in bounds at every millisecond", arguments: 0..<40)
  func staysInBounds(batch: Int) throws {
    var random = SplitMix64(seed: UInt64(batch) &* 7919)
    for round in 0..<25 {
      let trial = Trial(&random)
      guard
        case .success(let timeline) = Checker.prove(
          text: trial.text, arguments: trial.arguments, person: trial.person,
          device: trial.device)
      else { continue }
      check(timeline, trial, "batch \(batch) round \(round)\n\(trial.text)")
    }
  }

  @Test("a fair share of them is proved, so that the property means something")
  func share() {
    var random = SplitMix64(seed: 42)
    var proved = 0
    for _ in 0..<200 {
      let trial = Trial(&random)
      let result = Checker.prove(
        text: trial.text, arguments: trial.arguments, person: trial.person, device: trial.device)
      if case .success = result { proved += 1 }
    }
    #expect(proved > 40, "\(proved) of 200")
    #expect(proved < 190, "\(proved) of 200")
  }

  private func check(_ timeline: Timeline, _ trial: Trial, _ context: String) {
    #expect(timeline.stepTexts.count == timeline.steps.count)
    #expect(timeline.sources.count == timeline.steps.count)
    var energised = Interval.zero
    for step in timeline.steps {
      let segment = timeline.segments[Int(step.segment)]
      #expect(segment.address.side != nil)
      guard step.kind == .drive else { continue }
      energised = energised + step.duration
      // The bounds again, from the catalogue and not from the timeline.
      guard let zone = Catalogue.standard[segment.address.zone],
        let profile = zone.profile(segment.profile),
        let bounds = profile.bounds.scaled(
          amplitude: trial.person.factor(segment.address, profile.safetyClass)
        ).intersection(trial.device)
      else {
        Issue.record("no bounds for \(segment)")
        continue
      }
      #expect(bounds == segment.bounds)
      var worst: Float = 0
      for millisecond in 0...step.duration.milliseconds {
        let (frequency, amplitude) = step.sample(.milliseconds(millisecond))
        let cap = bounds.amplitudeCap(at: frequency).millimeters
        worst = max(worst, amplitude.millimeters - cap * 1.000_004)
        if !(frequency >= bounds.frequencyMin && frequency <= bounds.frequencyMax) { worst = 99 }
        if frequency > timeline.summary.frequencyPeak { worst = 99 }
        if amplitude > timeline.summary.amplitudePeak { worst = 99 }
      }
      #expect(worst <= 0, "\(context)")
    }
    #expect(energised == timeline.summary.energised)
    #expect(energised <= trial.person.sessionEnergised)
    for treatment in timeline.summary.treatments {
      #expect(treatment.energised <= Catalogue.standard[treatment.zone]?.maximumTime ?? .zero)
    }
  }
}

/// One random program with everything it is proved against.
private struct Trial {
  var text: String
  var arguments: ProgramArguments
  var person: PersonLimits
  var device: Bounds

  init(_ random: inout SplitMix64) {
    let zones = Catalogue.standard.zones.filter { $0.safetyClass != .c }
    let zone = zones[Int.random(in: 0..<zones.count, using: &random)]
    let profile = zone.profiles[Int.random(in: 0..<zone.profiles.count, using: &random)]
    let low = profile.bounds.frequencyMin.hertz
    let high = profile.bounds.frequencyMax.hertz
    func frequency(_ random: inout SplitMix64) -> String {
      let slack: Float = Int.random(in: 0..<20, using: &random) == 0 ? 5 : 0
      let value = Float.random(in: (low - slack)...(high + slack), using: &random)
      return "\((value * 100).rounded() / 100) Hz"
    }
    func amplitude(_ unit: String, _ random: inout SplitMix64) -> String {
      let most: Float = unit == "%" ? 100 : profile.bounds.amplitudeMax.millimeters * 0.7
      let value = Float.random(in: 0.05...most, using: &random)
      return "\((value * 1000).rounded() / 1000) \(unit)"
    }
    text = "tonus: 1\ntitle: Random\nzone: \(zone.id)\nprofile: \(profile.id.rawValue)\nsteps:\n"
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let unit = Bool.random(using: &random) ? "%" : "mm"
      let time = "\(Int.random(in: 100...3000, using: &random)) ms"
      switch Int.random(in: 0..<5, using: &random) {
      case 0: text += "  - rest: \(time)\n"
      case 1, 2:
        text +=
          "  - hold: {frequency: \(frequency(&random)), amplitude: \(amplitude(unit, &random)),"
          + " for: \(time)}\n"
      default:
        text +=
          "  - ramp: {frequency: \(frequency(&random)) to \(frequency(&random)), amplitude: "
          + "\(amplitude(unit, &random)) to \(amplitude(unit, &random)), for: \(time)}\n"
      }
    }
    let sides: [SideChoice] = [.left, .right, .both]
    arguments = ProgramArguments(
      side: zone.sides == [.midline] ? nil : sides[Int.random(in: 0..<3, using: &random)],
      intensity: Int.random(in: 1...10, using: &random))
    person = PersonLimits(
      factorA: .random(in: 0.3...1, using: &random), factorB: .random(in: 0.3...1, using: &random),
      factorNeck: .random(in: 0.3...1, using: &random))
    if Bool.random(using: &random) { person = .unrestricted }
    device = Bounds(
      frequencyMin: Hertz(hertz: .random(in: 5...22, using: &random)),
      frequencyMax: Hertz(hertz: .random(in: 45...150, using: &random)),
      amplitudeMax: Displacement(millimeters: .random(in: 0.5...6, using: &random)),
      accelerationMax: Acceleration(g: .random(in: 1...12, using: &random)))
  }
}
