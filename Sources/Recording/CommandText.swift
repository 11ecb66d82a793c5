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
      "run \(session) \(factor) \(program.number) \(ProgramText.encode(program.copy))"
    case .pause: "pause"
    case .resume: "resume"
    case .finish(let reason): "finish \(reason.rawValue)"
    case .factor(let factor): "factor \(factor)"
    case .goOn: "go-on"
    case .answer(let number): "answer \(number)"
    case .pain(let number): "pain \(number)"
    case .setpoint(let live):
      "setpoint \(live.frequency.hertz) \(live.amplitude.millimeters) \(live.until.nanoseconds)"
        + " \(live.actuator)"
    case .lease(let until): "lease \(until.nanoseconds)"
    case .credit(let segment, let total): "credit \(segment) \(total.nanoseconds)"
    case .clear(let latch, let cause): "clear \(latch) \(cause.rawValue)"
    }
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
    case "answer": return simple(number(0).map { .answer($0) })
    case "pain": return simple(number(0).map { .pain($0) })
    case "setpoint":
      let floats = rest.prefix(2).compactMap { Float(String($0)) }
      guard floats.count == 2, let until: UInt64 = number(2) else { return nil }
      return simple(
        .setpoint(
          LiveSetpoint(
            frequency: Hertz(hertz: floats[0]), amplitude: Displacement(millimeters: floats[1]),
            until: Instant(nanoseconds: until), actuator: number(3) ?? 0)))
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
        let image: UInt32 = number(2), image != 0,
        let program = ProgramText.decode(rest.dropFirst(3))
      else { return nil }
      let memory = ProgramImage(number: image, program)
      return (.run(memory.view, session: session, factor: factor), memory)
    default: return nil
    }
  }
}
