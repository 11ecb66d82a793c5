// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities
import Randomness
import Testing

/// Random programs of every kind of step, with parameters, over random zones.
@Suite("Random programs for all values") struct RandomCheckTests {
  @Test("H4 H5 H12: what is proved holds for any values, every witness violates", arguments: 0..<16)
  func holds(batch: Int) throws {
    var random = SplitMix64(seed: UInt64(batch) &* 15_485_863 &+ 1)
    for round in 0..<12 {
      let draw = Draw(&random)
      let context = "batch \(batch) round \(round)\n\(draw.text)"
      let program = try ProgramParser.parse(draw.text).get()
      let report = Checker.check(program, device: draw.device)
      switch report.verdict {
      case .proved:
        let summary = try #require(report.summary)
        for _ in 0..<3 {
          let arguments = ProgramArguments(values: draw.values(&random))
          let timeline = try #require(
            try? Checker.prove(program, arguments: arguments, device: draw.device).get(),
            "\(arguments.values)\n\(context)")
          follow(timeline, summary, context, &random)
          // With nothing left open what is told is summed up in another way.
          let settled = Checker.check(program, arguments: arguments, device: draw.device)
          follow(timeline, try #require(settled.summary, "\(context)"), context, &random)
        }
      case .refuted:
        let witness = try #require(report.witness)
        let arguments = ProgramArguments(values: witness.values)
        #expect(throws: Problems.self, "\(context)") {
          try Checker.prove(program, arguments: arguments, device: draw.device).get()
        }
      case .notProved: break
      case .invalid: Issue.record("\(report.problems)\n\(context)")
      }
    }
  }

  @Test("a fair share of them is proved, and a fair share refuted")
  func share() throws {
    var random = SplitMix64(seed: 99)
    var counts: [CheckReport.Verdict: Int] = [:]
    for _ in 0..<120 {
      let draw = Draw(&random)
      let report = Checker.check(try ProgramParser.parse(draw.text).get(), device: draw.device)
      counts[report.verdict, default: 0] += 1
    }
    #expect(counts[.proved, default: 0] > 25, "\(counts)")
    #expect(counts[.refuted, default: 0] > 8, "\(counts)")
    #expect(counts[.notProved, default: 0] < 20, "\(counts)")
  }

  /// Goes through a timeline with random answers, millisecond by millisecond, through the limiter.
  private func follow(
    _ timeline: Timeline, _ summary: CheckSummary, _ context: String, _ random: inout SplitMix64
  ) {
    var limiter = SlewLimiter()
    var now = Instant.zero
    var treated = Interval.zero
    var energised = Interval.zero
    var doses: [PersonLimits.ZoneSide: Interval] = [:]
    var hand: Double = 0
    var worst: Float = -1
    var peaks = (f: Float(0), a: Float(0), g: Float(0))
    var index = 0
    while index < timeline.steps.count {
      let step = timeline.steps[index]
      let bounds = timeline.segments[Int(step.segment)].bounds
      if step.kind == .drive {
        energised = energised + step.duration
        let address = timeline.segments[Int(step.segment)].address
        let place = PersonLimits.ZoneSide(zone: address.zone, side: address.side ?? .midline)
        doses[place] = (doses[place] ?? .zero) + step.duration
        for millisecond in 0...step.duration.milliseconds {
          let (f, a) = timeline.sample(step: index, elapsed: .milliseconds(millisecond))
          now = now + .milliseconds(1)
          let outside = a.millimeters - bounds.amplitudeCap(at: f).millimeters * 1.000_004
          worst = max(worst, outside, bounds.contains(f) ? -1 : 1, a < .zero ? 1 : -1)
          let acceleration = Motion.peakAcceleration(f, a)
          peaks = (max(peaks.f, f.hertz), max(peaks.a, a.millimeters), max(peaks.g, acceleration.g))
          let weighted = HandWeighting.weighted(
            peak: acceleration * Limits.assumedHandleTransfer, at: f)
          if millisecond > 0 {
            hand += Double(HandWeighting.points(weighted, over: .milliseconds(1)))
          }
          // As the engine does: what comes out of the limiter is held under the cap of the moment.
          let slewed = limiter.step(amplitude: a, frequency: f, now: now)
          let cap = bounds.amplitudeCap(at: slewed.frequency)
          if slewed.amplitude > cap { limiter.fall(to: cap) }
          if min(slewed.amplitude, cap) > a || !bounds.contains(slewed.frequency) { worst = 1 }
        }
      }
      if step.kind == .drive || step.kind == .rest { treated = treated + step.duration }
      let next = timeline.successors(of: index)
      index = next[Int.random(in: 0..<next.count, using: &random)]
    }
    #expect(worst <= 0, "\(context)")
    #expect(treated >= summary.shortest && treated <= summary.longest, "\(context)")
    #expect(energised <= summary.energised, "\(context)")
    for (place, dose) in doses {
      let told = summary.treatments.first { $0.zone == place.zone && $0.side == place.side }
      #expect(dose <= told?.energised ?? .zero, "\(place) \(context)")
    }
    #expect(Double(peaks.f) <= summary.frequency.value, "\(context)")
    #expect(Double(peaks.a) <= summary.amplitude.value * 1.000_001, "\(context)")
    #expect(Double(peaks.g) <= summary.acceleration.value * 1.000_004, "\(context)")
    #expect(hand <= summary.handPoints * 1.001 + 1e-9, "\(hand) \(context)")
  }
}

/// One random program with the ranges of its parameters.
private struct Draw {
  var text: String
  var device: Bounds
  private var parameters: [(name: String, unit: String, low: Double, high: Double)] = []

  init(_ random: inout SplitMix64) {
    let zones = Catalogue.standard.zones.filter { $0.safetyClass != .c }
    let zone = zones[Int.random(in: 0..<zones.count, using: &random)]
    let profile = zone.profiles[Int.random(in: 0..<zone.profiles.count, using: &random)]
    let low = Double(profile.bounds.frequencyMin.hertz)
    let high = Double(profile.bounds.frequencyMax.hertz)
    let most = Double(profile.bounds.amplitudeMax.millimeters) * 0.75
    func number(_ value: Double) -> String {
      "\((value * 100).rounded() / 100)"
    }
    func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }
    let third = (high - low) / 3
    parameters = [
      ("f", "Hz", low, low + third), ("a", "mm", most * 0.2, most), ("d", "s", 1, 4),
      ("n", "", 1, 3), ("p", "%", 10, 90),
    ]
    let side = zone.sides == [.midline] ? "" : ":left"
    text =
      "tonus: 1\ntitle: R\nzone: \(zone.id)\(side)\nprofile: \(profile.id.rawValue)\nparameters:\n"
    for index in parameters.indices {
      let p = parameters[index]
      let (from, to) =
        p.name == "n"
        ? (1, 3) : ((p.low * 100).rounded(.up) / 100, (p.high * 100).rounded(.down) / 100)
      parameters[index].low = from
      parameters[index].high = max(from, to)
      text +=
        "  \(p.name): {default: \(number(from)) \(p.unit), range: \(number(from)) \(p.unit) to \(number(max(from, to))) \(p.unit)}\n"
        .replacing("1.0 ,", with: "1,").replacing("1.0  to", with: "1 to").replacing(
          "3.0 }", with: "3}")
    }
    text += "steps:\n"
    func step(_ depth: Int) -> String {
      let f = pick(["$f", "\(number(low + third)) Hz", "$f + \(number(third)) Hz"])
      let a = pick(["$a", "\(number(most)) mm", "$p", "$a * 0.5", "60 %"])
      let d = pick(["$d", "2 s", "5 s - $d"])
      let wave = pick([
        "$a * (1 + sin(2 * pi * 0.7 Hz * t)) * 0.6", "$a * square(3 * t / 1 s) + 0.1 mm",
        "$p * (0.5 + 0.5 * triangle(t / 1 s))",
        "max(0 mm, $a * noise(\(Int.random(in: 0...9, using: &random))))",
        "clamp($a * t / $d, 0 mm, \(number(most)) mm)", "1 g + 0.5 g * sin(t / 1 s)",
        "\(number(most)) mm * ($f / (\(number(low)) Hz)) * 0.6",
      ])
      let hertz = pick([
        "$f", "$f + \(number(third)) Hz * (1 + triangle(t / 1 s)) * 0.5",
        "$f + \(number(third)) Hz * t / $d",
        "clamp($f * (1 + 0.2 * noise(4)), \(number(low)) Hz, \(number(high)) Hz)",
      ])
      switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
      case 0: return "{hold: {frequency: \"\(f)\", amplitude: \"\(a)\", for: \"\(d)\"}}"
      case 1:
        return
          "{ramp: {frequency: \"$f to \(number(low + third)) Hz\", amplitude: \"$a to \(number(most * 0.5)) mm\", for: \"\(d)\"}}"
      case 2:
        return
          "{sweep: {frequency: \"$f to \(number(high - third)) Hz\", amplitude: \"\(a)\", for: \"$d\", times: 2}}"
      case 3:
        return
          "{pulse: {frequency: \"\(f)\", amplitude: \"\(a)\", for: \"$d\", beat: 300 ms, gap: 200 ms}}"
      case 4, 5: return "{wave: {frequency: \"\(hertz)\", amplitude: \"\(wave)\", for: \"$d\"}}"
      case 6: return "{repeat: {times: $n, steps: [\(step(depth - 1)), {rest: 100 ms}]}}"
      case 7:
        return
          "{ask: {text: Pain?, answers: {0-4: [\(step(depth - 1))], 5: stop}, otherwise: continue}}"
      default: return "{rest: {for: \"$d\"}}"
      }
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) { text += "  - \(step(2))\n" }
    text += "  - {hold: {frequency: $f, amplitude: 20 %, for: 1 s}}\n"
    device = Preset.anyDevice
    if Bool.random(using: &random) {
      device.amplitudeMax = Displacement(millimeters: .random(in: 0.5...6, using: &random))
    }
  }

  func values(_ random: inout SplitMix64) -> [String: Quantity] {
    var values: [String: Quantity] = [:]
    for p in parameters {
      let value = Double.random(in: p.low...p.high, using: &random)
      values[p.name] = Quantity(
        p.name == "n" ? value.rounded() : value, QuantityUnit(rawValue: p.unit) ?? .one)
    }
    return values
  }
}
