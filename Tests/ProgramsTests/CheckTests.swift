// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities
import Testing

@Suite("The check for all values and answers") struct CheckTests {
  /// Gluteus maximus, relax: 30–50 Hz up to 4 mm and 10 g, 300 s.
  static func text(_ parameters: String, _ steps: String) -> String {
    "tonus: 1\ntitle: T\nzone: gluteus-maximus:left\nprofile: relax\n"
      + (parameters.isEmpty ? "" : "parameters:\n\(parameters)\n") + "steps:\n\(steps)\n"
  }

  static func check(_ parameters: String, _ steps: String) throws -> CheckReport {
    let program = try ProgramParser.parse(text(parameters, steps)).get()
    let report = Checker.check(program, device: Preset.anyDevice)
    if let witness = report.witness {
      // Every witness violates: run with it, the program is refused for the same reason.
      let arguments = ProgramArguments(values: witness.values)
      let again = Checker.prove(program, arguments: arguments, device: Preset.anyDevice)
      guard case .failure(let problems) = again else {
        Issue.record("the witness \(witness.values) does not violate")
        return report
      }
      #expect(problems.list.contains { $0.code == witness.problem.code })
    }
    return report
  }

  @Test("H12: a wave inside its limits for all values is proved")
  func provedWave() throws {
    let report = try Self.check(
      "  deep: {default: 0.3 mm, range: 0.1 mm to 0.5 mm}\n  beat: {default: 0.2 Hz, range: 0.1 Hz to 1 Hz}",
      "  - wave: {frequency: 35 Hz + 5 Hz * sin(2 * pi * $beat * t), amplitude: 1 mm + $deep * triangle(2 * pi * $beat * t), for: 60 s}"
    )
    #expect(report.verdict == .proved, "\(report.problems)")
    let summary = try #require(report.summary)
    #expect(summary.amplitude.value >= 1.5 && summary.amplitude.value < 1.501)
    #expect(summary.frequency.value >= 40 && summary.frequency.value < 40.01)
    #expect(summary.longest == .seconds(Int64(60)) && summary.shortest == summary.longest)
    #expect(summary.amplitude.range?.line == 9)
    #expect(summary.margins.count == 6 && summary.handPoints > 0)
  }

  @Test("H12: a wave that leaves them for one value only is refuted by it")
  func refutedWave() throws {
    let report = try Self.check(
      "  deep: {default: 0.3 mm, range: 0.1 mm to 2.5 mm}",
      "  - wave: {frequency: 30 Hz, amplitude: 1 mm + $deep * sin(2 * pi * 0.5 Hz * t), for: 60 s}")
    #expect(report.verdict == .refuted)
    #expect(report.problems.contains { $0.code == .amplitudeAbove || $0.code == .notPositive })
    #expect(report.problems[0].message.contains("$deep"))
  }

  @Test("H12: a narrow violation in time and value is found, or nothing is proved")
  func narrow() throws {
    let report = try Self.check(
      "  a: {default: 1, range: 0 to 10}",
      "  - wave: {frequency: 30 Hz, amplitude: \"1 mm + 9 mm * max(0, 1 - 50 * ($a - 7.3) * ($a - 7.3) - 50 * (t / 1 s - 3.1) * (t / 1 s - 3.1))\", for: 10 s}"
    )
    #expect(report.verdict == .refuted, "\(report.problems)")
  }

  @Test("H12: what touches its limit everywhere is not proved, and the way out is told")
  func touching() throws {
    let report = try Self.check(
      "",
      "  - wave: {frequency: 30 Hz, amplitude: 4 mm * sin(t / 1 s) * sin(t / 1 s) + 4 mm * (1 - sin(t / 1 s) * sin(t / 1 s)), for: 10 s}"
    )
    #expect(report.verdict == .notProved || report.verdict == .refuted)
    let problem = try #require(report.problems.first { $0.severity == .error })
    #expect(
      problem.hint?.contains("clamp") == true || problem.hint?.contains("4 mm") == true,
      "\(problem)")
  }

  @Test(
    "H12: a wave that has no value, is below zero or leaves the band is refused",
    arguments: [
      ("30 Hz", "1 mm / (t / 1 s - 5)"), ("30 Hz", "0.2 mm * sin(t / 1 s)"),
      ("30 Hz + t * 3 Hz / 1 s", "1 mm"), ("30 Hz", "101 %"), ("30 Hz", "11 g"),
      ("30 Hz * (0 / (t / 1 s))", "1 mm"), ("10 Hz - 40 Hz", "1 mm"),
    ])
  func refused(frequency: String, amplitude: String) throws {
    let report = try Self.check(
      "", "  - wave: {frequency: \(frequency), amplitude: \(amplitude), for: 10 s}")
    #expect(report.verdict == .refuted || report.verdict == .notProved, "\(report)")
  }

  @Test("H12: a wave in percent and one in g keep to the cap by what they are")
  func measures() throws {
    for amplitude in ["50 % + 50 % * sin(t / 1 s)", "4 g + 2 g * noise(3)"] {
      let report = try Self.check(
        "",
        "  - wave: {frequency: 40 Hz + 10 Hz * square(t / 1 s), amplitude: \(amplitude), for: 20 s}"
      )
      #expect(report.verdict == .proved, "\(report.problems)")
    }
  }

  @Test("H12: a straight step is proved for all values of what it is made of")
  func lines() throws {
    let range =
      "  a: {default: 1 mm, range: 0.5 mm to 3 mm}\n  f: {default: 30 Hz, range: 30 Hz to 50 Hz}"
    let above = try Self.check(range, "  - hold: {frequency: $f, amplitude: $a, for: 10 s}")
    #expect(above.verdict == .refuted)
    let inside = try Self.check(
      range,
      "  - ramp: {frequency: $f to 50 Hz, amplitude: \"min($a, 1.5 mm) to $a * (30 Hz / $f) * 0.3\", for: 10 s}"
    )
    #expect(inside.verdict == .proved, "\(inside.problems)")
    // What grows with one value falls with the other: only together it is inside.
    let together = try Self.check(
      range, "  - hold: {frequency: \"80 Hz - $f\", amplitude: $f * 1.5 mm / 50 Hz, for: 10 s}")
    #expect(together.verdict == .proved, "\(together.problems)")
  }

  @Test("H4: times are summed up over all values and answers")
  func sums() throws {
    let d = "  d: {default: 60 s, range: 10 s to 200 s}"
    let split = "\n  - hold: {frequency: 30 Hz, amplitude: 50 %, for: "
    #expect(try Self.check(d, split + "$d}" + split + "210 s - $d}").verdict == .proved)
    #expect(try Self.check(d, split + "$d}" + split + "\"210 s - $d / 2\"}").verdict == .refuted)
    let n = "  n: {default: 2, range: 1 to 12}"
    let turns =
      "  - repeat: {times: $n, steps: [{hold: {frequency: 30 Hz, amplitude: 50 %, for: 60 s / $n}}, {rest: 1 s}]}"
    #expect(try Self.check(n, turns).verdict == .proved)
    let more = turns.replacing("60 s / $n", with: "30 s")
    #expect(try Self.check(n, more).verdict == .refuted)
  }

  @Test("H4: the answers that lead too far are told")
  func answers() throws {
    let long = "{hold: {frequency: 30 Hz, amplitude: 50 %, for: 200 s}}"
    let ask =
      "  - hold: {frequency: 30 Hz, amplitude: 50 %, for: 90 s}\n"
      + "  - ask: {text: Pain?, answers: {0-3: [\(long)], 4-6: continue}, otherwise: stop}\n"
      + "  - ask: {text: And now?, answers: {0-5: [\(long.replacing("200 s", with: "X"))]}, otherwise: continue}\n"
      + "  - rest: 1 s"
    let report = try Self.check("", ask.replacing("X", with: "20 s"))
    #expect(report.verdict == .refuted)
    #expect(report.witness?.answers.map(\.answer) == [0, 0], "\(report)")
    let fine = try Self.check("", ask.replacing("X", with: "10 s"))
    #expect(fine.verdict == .proved, "\(fine.problems)")
    #expect(fine.summary?.longest == .seconds(Int64(301)))
    #expect(fine.summary?.shortest == .seconds(Int64(90)))
    #expect(fine.timeline?.steps.count == 6)
  }

  @Test("branches lead forward, to where they say")
  func graph() throws {
    let hold = "{hold: {frequency: 30 Hz, amplitude: 50 %, for: 10 s}}"
    let inner = "{ask: {text: Again?, answers: {0: [\(hold)], 1: stop}, otherwise: continue}}"
    let report = try Self.check(
      "",
      "  - \(hold)\n  - ask: {text: Pain?, answers: {0-3: [\(hold), \(inner)], 4: [{rest: 1 s}], 5-9: continue}, otherwise: stop}\n  - \(hold)"
    )
    let timeline = try #require(report.timeline, "\(report.problems)")
    // hold, ask, [hold, ask, [hold]], [rest], hold
    #expect(timeline.steps.map(\.kind) == [.drive, .ask, .drive, .ask, .drive, .rest, .drive])
    #expect(timeline.branches[0..<12] == [2, 2, 2, 2, 5, 6, 6, 6, 6, 6, 7, 7])
    #expect(timeline.branches[12..<24] == [4, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6])
    #expect(timeline.steps[4].next == 6)
    for step in timeline.steps.indices {
      #expect(timeline.successors(of: step).allSatisfy { $0 > step })
    }
  }

  @Test("H6: branches that leave the head in different places need a move")
  func places() throws {
    let ask =
      "  - ask: {text: Pain?, answers: {0: [{move: {to: piriformis:left}}]}, otherwise: continue}\n"
    let drive = "  - hold: {frequency: 30 Hz, amplitude: 50 %, for: 10 s}\n"
    #expect(try Self.check("", ask + drive).problems.map(\.code) == [.zoneWithoutMove])
    let moved = ask + "  - move: {to: gluteus-maximus:left}\n" + drive
    // Without any place before the question, the one branch that names one does not speak for all.
    let nowhere =
      "tonus: 1\ntitle: T\nsteps:\n" + ask
      + drive
    let report = Checker.check(
      try ProgramParser.parse(nowhere).get(), device: Preset.anyDevice)
    #expect(report.problems.map(\.code) == [.zoneWithoutMove])
    // The side of a move is not guessed from one of two sides.
    let sides =
      "  - ask: {text: Pain?, answers: {0: [{move: {to: piriformis:right}}]}, otherwise: continue}\n"
      + "  - move: {to: piriformis}\n" + drive
    #expect(try Self.check("", sides).problems.map(\.code) == [.needsSide])
    #expect(try Self.check("", moved).verdict == .proved)
  }

  @Test("branches that end in different segments meet in a new one, after a rest")
  func segments() throws {
    let ask =
      "  - hold: {frequency: 40 Hz, amplitude: 50 %, for: 10 s}\n"
      + "  - ask: {text: Pain?, answers: {0: [{hold: {profile: trigger-point, frequency: 40 Hz, amplitude: 20 %, for: 5 s}}]}, otherwise: continue}\n"
      + "  - hold: {frequency: 40 Hz, amplitude: 50 %, for: 10 s}"
    let timeline = try #require(try Self.check("", ask).timeline)
    #expect(timeline.steps.map(\.kind) == [.drive, .ask, .rest, .drive, .rest, .drive])
    #expect(timeline.steps.map(\.segment) == [0, 0, 0, 1, 2, 2])
    // By the longer way: 300 s less what was driven before.
    let left = timeline.segments.map { $0.maximumEnergised.milliseconds }
    #expect(left == [300_000, 290_000, 285_000])
  }

  @Test("reactions are fields of the steps they hold for")
  func reactions() throws {
    let report = try Self.check(
      "  force: {default: 20 N, range: 5 N to 30 N}",
      "  - hold: {frequency: 30 Hz, amplitude: 50 %, for: 10 s, while: contact, limit: force $force, on: {pain >= 6: soften 30 %}}\n  - hold: {frequency: 30 Hz, amplitude: 50 %, for: 10 s}"
    )
    let timeline = try #require(report.timeline, "\(report.problems)")
    let reaction = timeline.steps[0].reaction
    #expect(reaction.whileContact && reaction.forceLimit == Force(newtons: 20))
    #expect(reaction.painThreshold == 6 && reaction.painFactor == 0.7)
    #expect(timeline.steps[1].reaction == .none)
    #expect(report.summary?.shortest == .seconds(Int64(10)))
  }

  @Test("several actuators are drives of one step")
  func together() throws {
    let report = try Self.check(
      "",
      "  - together: {for: 10 s, drives: [{actuator: 0, frequency: 30 Hz to 40 Hz, amplitude: 1 mm}, {actuator: 3, frequency: 30 Hz, amplitude: 1 mm + 0.5 mm * sin(t / 1 s)}]}"
    )
    let timeline = try #require(report.timeline, "\(report.problems)")
    #expect(
      timeline.sample(step: 0, elapsed: .seconds(Int64(5)), actuator: 0).frequency
        == Hertz(hertz: 35))
    #expect(
      timeline.sample(step: 0, elapsed: .zero, actuator: 3).amplitude
        == Displacement(millimeters: 1))
    #expect(timeline.sample(step: 0, elapsed: .zero, actuator: 1).amplitude == .zero)
  }

  @Test(
    "the presets are proved for all values", arguments: Presets.all.filter { !$0.isInformation })
  func presets(preset: Preset) {
    let report = Checker.check(preset.program, device: Preset.anyDevice)
    #expect(report.verdict == .proved, "\(report.problems)")
  }
}
