// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions

/// Commands of the control plane as words, and back.
///
/// A `Float` is written with as many digits as it takes to read the same one.
enum CommandText {
  static func encode(_ command: EngineCommand) -> String {
    switch command {
    case .linkUp: "up"
    case .linkDown: "down"
    case .run(let program, let session, let factor):
      "run \(session) \(factor) \(program.number) \(encode(program))"
    case .pause: "pause"
    case .resume: "resume"
    case .finish(let reason): "finish \(reason.rawValue)"
    case .factor(let factor): "factor \(factor)"
    case .goOn: "go-on"
    case .setpoint(let live):
      "setpoint \(live.frequency.hertz) \(live.amplitude.millimeters) \(live.until.nanoseconds)"
    case .lease(let until): "lease \(until.nanoseconds)"
    case .credit(let segment, let total): "credit \(segment) \(total.nanoseconds)"
    case .clear(let latch, let cause): "clear \(latch) \(cause.rawValue)"
    }
  }

  private static func encode(_ program: ProgramView) -> String {
    let steps = (0..<program.stepCount).map { program.step($0) }
    // Every segment that is used is named by a step, and none lies behind the last that is.
    let segments = (0...(steps.map(\.segment).max() ?? 0)).map { program.segment($0) }
    let words =
      segments.map { segment in
        let bounds = segment.bounds
        return "segment:\(bounds.frequencyMin.hertz):\(bounds.frequencyMax.hertz)"
          + ":\(bounds.amplitudeMax.millimeters):\(bounds.accelerationMax.g)"
          + ":\(segment.energisedMax.nanoseconds)"
      }
      + steps.map { step in
        "step:\(step.kind.rawValue):\(step.duration.nanoseconds):\(step.frequencyStart.hertz)"
          + ":\(step.frequencyEnd.hertz):\(step.amplitudeStart.millimeters)"
          + ":\(step.amplitudeEnd.millimeters):\(step.segment)"
      }
    return words.joined(separator: " ")
  }

  /// The command, and the memory of its program where it has one.
  static func decode(_ words: [Substring]) -> (EngineCommand, ProgramImage?)? {
    let rest = Array(words.dropFirst())
    func number<N: FixedWidthInteger>(_ index: Int) -> N? {
      index < rest.count ? N(String(rest[index])) : nil
    }
    func simple(_ command: EngineCommand?) -> (EngineCommand, ProgramImage?)? {
      command.map { ($0, nil) }
    }
    switch words.first {
    case "up": return simple(.linkUp)
    case "down": return simple(.linkDown)
    case "pause": return simple(.pause)
    case "resume": return simple(.resume)
    case "go-on": return simple(.goOn)
    case "finish": return simple(number(0).flatMap(EndReason.init(rawValue:)).map { .finish($0) })
    case "factor": return simple(rest.first.flatMap { Float(String($0)) }.map { .factor($0) })
    case "setpoint":
      let floats = rest.prefix(2).compactMap { Float(String($0)) }
      guard floats.count == 2, let until: UInt64 = number(2) else { return nil }
      return simple(
        .setpoint(
          LiveSetpoint(
            frequency: Hertz(hertz: floats[0]), amplitude: Displacement(millimeters: floats[1]),
            until: Instant(nanoseconds: until))))
    case "lease": return simple(number(0).map { .lease(until: Instant(nanoseconds: $0)) })
    case "credit":
      guard let segment: Int32 = number(0), let total: Int64 = number(1) else { return nil }
      return simple(.credit(segment: segment, total: Interval(nanoseconds: total)))
    case "clear":
      guard let latch: UInt16 = number(0), let cause = number(1).flatMap(LatchCause.init(rawValue:))
      else { return nil }
      return simple(.clear(latch: latch, cause: cause))
    case "run":
      guard let session: UInt32 = number(0), rest.count > 3, let factor = Float(String(rest[1])),
        let image: UInt32 = number(2), image != 0, let program = program(image, rest.dropFirst(3))
      else { return nil }
      return (.run(program.view, session: session, factor: factor), program)
    default: return nil
    }
  }

  private static func program(_ number: UInt32, _ words: ArraySlice<Substring>) -> ProgramImage? {
    var steps: [EngineStep] = []
    var segments: [EngineSegment] = []
    for word in words {
      let parts = word.split(separator: ":").map(String.init)
      if let segment = segment(parts) {
        segments.append(segment)
      } else if let step = step(parts) {
        steps.append(step)
      } else {
        return nil
      }
    }
    guard !steps.isEmpty, steps.allSatisfy({ segments.indices.contains(Int($0.segment)) }) else {
      return nil
    }
    return ProgramImage(number: number, steps: steps, segments: segments)
  }

  private static func segment(_ parts: [String]) -> EngineSegment? {
    let floats = parts.dropFirst().compactMap { Float($0) }
    guard parts.count == 6, parts[0] == "segment", floats.count == 5,
      let energised = Int64(parts[5])
    else { return nil }
    return EngineSegment(
      bounds: Bounds(
        frequencyMin: Hertz(hertz: floats[0]), frequencyMax: Hertz(hertz: floats[1]),
        amplitudeMax: Displacement(millimeters: floats[2]),
        accelerationMax: Acceleration(g: floats[3])),
      energisedMax: Interval(nanoseconds: energised))
  }

  private static func step(_ parts: [String]) -> EngineStep? {
    let floats = parts.dropFirst().compactMap { Float($0) }
    guard parts.count == 8, parts[0] == "step", floats.count == 7,
      let kind = UInt8(parts[1]).flatMap(EngineStep.Kind.init(rawValue:)),
      let duration = Int64(parts[2]), let segment = Int32(parts[7])
    else { return nil }
    return EngineStep(
      kind: kind, duration: Interval(nanoseconds: duration),
      frequencyStart: Hertz(hertz: floats[2]), frequencyEnd: Hertz(hertz: floats[3]),
      amplitudeStart: Displacement(millimeters: floats[4]),
      amplitudeEnd: Displacement(millimeters: floats[5]), segment: segment)
  }
}
