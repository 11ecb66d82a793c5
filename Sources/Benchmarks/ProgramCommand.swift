// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Plot
import Programs
import Quantities

/// How long it takes to check a program of ten thousand steps, and to evaluate one tick of a wave.
struct ProgramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "program", abstract: "Time to check a program, and to evaluate a tick of it.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Rounds of the check; the median counts.") var rounds = 9
  @Option(help: "Ticks that are evaluated.") var ticks = 900_000

  func run() throws {
    let report = FigureReport(json: json)
    let text = Self.text
    let parsing = times { _ = try? ProgramParser.parse(text).get() }
    let program = try ProgramParser.parse(text).get()
    let proving = times {
      precondition(Checker.check(program, device: Preset.anyDevice).isProved)
    }
    let checking = times {
      let bundle = ProgramBundle(text: text)
      precondition(Checker.check(bundle, device: Preset.anyDevice).isProved)
    }
    report.add("parse_ms", Quantiles(parsing).median)
    report.add("prove_ms", Quantiles(proving).median)
    // From the text to the verdict: both of them.
    report.add("check_ms", Quantiles(checking).median)
    let timeline = try Checker.prove(program, device: Preset.anyDevice).get()
    let plotting = times {
      let series = PlotSeries(timeline, columns: Chart.columns)
      precondition(!VectorGraphics.text(Chart.drawing(series)).isEmpty)
    }
    report.add("plot_ms", Quantiles(plotting).median)
    for step in Self.kinds {
      for minutes in [1, 15] {
        report.add("\(step.name)_\(minutes)min_bytes", Float(try Self.bytes(step, minutes)))
      }
    }
    let evaluating = Quantiles(try evaluations())
    report.add("tick_evaluate_ns_p50", evaluating.median)
    report.add("tick_evaluate_ns_p99", evaluating.quantile(perMille: 990))
  }

  /// Each kind of step that drives, as it goes on for a time; a repeat is as long as its turns.
  private static let kinds: [(name: String, text: @Sendable (Int) -> String)] = [
    ("hold", { "hold: {frequency: 35 Hz, amplitude: 50 %, for: \($0) s}" }),
    ("ramp", { "ramp: {frequency: 30 Hz to 40 Hz, amplitude: 50 %, for: \($0) s}" }),
    (
      "wave",
      { "wave: {frequency: 35 Hz + 2 Hz * sin(3 Hz * t), amplitude: 1 mm, for: \($0) s}" }
    ),
    ("sweep", { "sweep: {frequency: 30 Hz to 40 Hz, amplitude: 50 %, times: 5, for: \($0) s}" }),
    (
      "pulse",
      { "pulse: {frequency: 35 Hz, amplitude: 50 %, beat: 500 ms, gap: 500 ms, for: \($0) s}" }
    ),
    (
      "repeat",
      {
        "repeat: {times: \($0 / 3), steps: [{hold: {frequency: 35 Hz, amplitude: 50 %, for: 2 s}}, {rest: 1 s}]}"
      }
    ),
  ]

  /// What the steps of a program take where a tick reads them, with their waves and their code.
  ///
  /// - Parameter minutes: spread over as many zone-sides as their limits ask for.
  private static func bytes(_ step: (name: String, text: @Sendable (Int) -> String), _ minutes: Int)
    throws
    -> Int
  {
    let zones = ["gluteus-maximus", "gluteus-medius", "longissimus-thoracis"]
    let places = zones.flatMap { ["\($0):left", "\($0):right"] }.prefix(minutes == 1 ? 1 : 5)
    var text = "tonus: 1\ntitle: Size\nsteps:\n"
    for place in places {
      text += "  - move: {to: \(place), wait: 1 min}\n"
      text += "  - \(step.text(minutes * 60 / places.count))\n"
    }
    let timeline = try Checker.prove(text: text, device: Preset.anyDevice).get()
    return timeline.steps.count * MemoryLayout<TimelineStep>.stride
      + timeline.drives.count * MemoryLayout<TimelineDrive>.stride
      + timeline.waves.count * MemoryLayout<TimelineWave>.stride
      + timeline.code.count * MemoryLayout<FormulaInstruction>.stride
  }

  /// 10,000 steps in 15 minutes of vibration, spread over six zone-sides: waves, ramps and holds.
  private static var text: String {
    var text = "tonus: 1\ntitle: Long\nsteps:\n"
    let zones = ["gluteus-maximus", "longissimus-thoracis", "gluteus-medius"]
    var place = ""
    for step in 0..<9_994 {
      let zone = zones[step / 3332] + (step % 3332 < 1666 ? ":left" : ":right")
      if zone != place {
        text += "  - move: {to: \(zone), wait: 1 min}\n"
        place = zone
      }
      switch step % 4 {
      case 0: text += "  - hold: {frequency: 35 Hz, amplitude: 50 %, for: 120 ms}\n"
      case 1:
        text += "  - ramp: {frequency: 35 Hz to 36 Hz, amplitude: 50 % to 60 %, for: 120 ms}\n"
      case 2:
        text +=
          "  - wave: {frequency: 38 Hz + 2 Hz * sin(2 * pi * t / 120 ms), "
          + "amplitude: 1 mm + 0.2 mm * noise(\(step)), for: 110 ms}\n"
      default: text += "  - rest: 100 ms\n"
      }
    }
    return text
  }

  /// Milliseconds of processor time for each round.
  private func times(_ work: () -> Void) -> [Float] {
    (0..<rounds).map { _ in
      let before = nanoseconds(CLOCK_THREAD_CPUTIME_ID)
      work()
      return Float(nanoseconds(CLOCK_THREAD_CPUTIME_ID) - before) / 1e6
    }
  }

  /// Nanoseconds of single evaluations, with what reading the clock takes taken off.
  private func evaluations() throws -> [Float] {
    let text = """
      tonus: 1
      title: Wave
      zone: gluteus-maximus:left
      steps:
        - wave: {frequency: 40 Hz + 5 Hz * sin(2 * pi * 0.3 Hz * t) * noise(7), amplitude: "clamp(1 mm + 0.4 mm * triangle(2 * pi * 0.2 Hz * t) * noise(3), 0 mm, 1.4 mm)", for: 300 s}
      """
    let timeline = try Checker.prove(text: text, device: Preset.anyDevice).get()
    let step = timeline.steps[0]
    let bounds = timeline.segments[0].bounds
    var empty: [Float] = []
    for _ in 0..<1000 {
      let before = nanoseconds(CLOCK_MONOTONIC)
      empty.append(Float(nanoseconds(CLOCK_MONOTONIC) - before))
    }
    let clock = Quantiles(empty).median
    var sum: Float = 0
    var taken: [Float] = []
    taken.reserveCapacity(ticks)
    for tick in 0..<ticks {
      let before = nanoseconds(CLOCK_MONOTONIC)
      let now = step.drive.sample(
        .milliseconds(Int64(tick % 300_000)), of: step.duration, in: bounds,
        waves: timeline.waves.span, code: timeline.code.span)
      taken.append(max(0, Float(nanoseconds(CLOCK_MONOTONIC) - before) - clock))
      sum += now.amplitude.millimeters
    }
    precondition(sum > 0)
    return taken
  }

  private func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
