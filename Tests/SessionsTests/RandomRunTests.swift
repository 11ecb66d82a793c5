// SPDX-License-Identifier: Apache-2.0
import Anatomy
import DeviceCore
import DeviceProtocol
import Envelope
import Programs
import Quantities
import Randomness
import Testing

@testable import Sessions

/// Random programs of every step that drives, from their text to the plant.
@Suite("Random programs run as they were proved")
struct RandomRunTests {
  private static let device = ActuatorIdentity.reference.bounds

  @Test(
    "H4 H5 H12: the engine leaves neither the envelope nor what was predicted",
    arguments: 0..<8 as Range<UInt64>)
  func runs(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &* 104_729 &+ 3)
    let (text, summary, timeline) = try #require(Self.proved(&random))
    let bench = Bench(seed: seed + 1)
    #expect(bench.becomeReady())
    bench.start(ProgramImage(number: 1, ProvedProgram(timeline).engine))
    let limit = Int(summary.longest.milliseconds) + 8000
    #expect(
      bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: limit),
      "\(text)")
    #expect(bench.status.reason == .completed, "\(text)")

    let bounds = timeline.segments[0].bounds
    var peaks = (frequency: Float(0), amplitude: Float(0))
    for case .setpoint(let setpoint) in bench.sent {
      let frequency = Hertz(hertz: Float(setpoint.frequencyCentihertz) / 100)
      let millimeters = Float(setpoint.amplitudeMicrometers) / 1000
      // A hundredth of a hertz and a micrometre are what the wire can say.
      #expect(
        frequency.hertz >= bounds.frequencyMin.hertz - 0.01
          && frequency.hertz <= bounds.frequencyMax.hertz + 0.01, "\(text)")
      #expect(
        millimeters <= bounds.amplitudeCap(at: frequency).millimeters * 1.001 + 0.001, "\(text)")
      peaks = (max(peaks.frequency, frequency.hertz), max(peaks.amplitude, millimeters))
    }
    #expect(peaks.amplitude > 0)
    #expect(Double(peaks.amplitude) <= summary.amplitude.value + 0.001, "\(text)")
    #expect(Double(peaks.frequency) <= summary.frequency.value + 0.01, "\(text)")
    // From tick to tick, and a ramp and the measurement's delay at each end of a drive.
    let elapsed = bench.status.elapsed
    #expect(elapsed + .milliseconds(2) >= summary.shortest, "\(text)")
    #expect(elapsed <= summary.longest + .milliseconds(2), "\(text)")
    let ends = timeline.steps.count { $0.kind == .rest } + 1
    let slack = Interval.milliseconds(Int64(ends) * 150)
    #expect(bench.status.energised <= summary.energised + slack, "\(text)")
  }

  /// Draws until one is proved for all its values.
  private static func proved(_ random: inout SplitMix64) -> (String, CheckSummary, Timeline)? {
    for _ in 0..<50 {
      let text = draw(&random)
      guard case .success(let program) = ProgramParser.parse(text) else { continue }
      let report = Checker.check(program, device: device)
      let work = Double.random(in: 28...32, using: &random).rounded()
      let arguments = ProgramArguments(values: ["work": Quantity(work, .hertz)])
      guard report.verdict == .proved,
        let summary = Checker.check(program, arguments: arguments, device: device).summary,
        case .success(let timeline) = Checker.prove(program, arguments: arguments, device: device)
      else { continue }
      return (text, summary, timeline)
    }
    return nil
  }

  private static func draw(_ random: inout SplitMix64) -> String {
    let zones = Catalogue.standard.zones.filter {
      $0.safetyClass != .c && $0.sides.contains(.left)
        && $0.profiles[0].bounds.frequencyMin.hertz <= 26
        && $0.profiles[0].bounds.frequencyMax.hertz >= 34
    }
    let zone = zones[Int.random(in: 0..<zones.count, using: &random)]
    var steps = ""
    for _ in 0..<Int.random(in: 2...4, using: &random) {
      let share = Int.random(in: 10...100, using: &random)
      let time = "for: \(Int.random(in: 600...2500, using: &random)) ms"
      let step =
        switch Int.random(in: 0..<7, using: &random) {
        case 0: "hold: {frequency: $work, amplitude: \(share) %, \(time)}"
        case 1: "ramp: {frequency: 26 Hz to $work, amplitude: 5 % to \(share) %, \(time)}"
        case 2: "sweep: {frequency: 26 Hz to 34 Hz, amplitude: \(share) %, times: 2, \(time)}"
        case 3:
          "pulse: {frequency: $work, amplitude: \(share) %, beat: 300 ms, gap: 200 ms, \(time)}"
        case 4:
          "wave: {frequency: $work + 2 Hz * triangle(t / 1 s), "
            + "amplitude: \(share) % * (0.6 + 0.4 * noise(\(share), t / 200 ms)), \(time)}"
        case 5:
          "repeat: {times: 2, steps: [{hold: {frequency: $work, amplitude: \(share) %, for: 500 ms}}, {rest: 300 ms}]}"
        default: "rest: 400 ms"
        }
      steps += "  - \(step)\n"
    }
    return """
      tonus: 1
      title: Drawn
      zone: \(zone.id):left
      intensity: 10
      parameters:
        work: {default: 30 Hz, range: 28 Hz to 32 Hz}
      steps:
      \(steps)
      """
  }
}
