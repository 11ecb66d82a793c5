// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Foundation
import Programs
import Quantities

/// One file of `Protocols/program/vectors`: a program and the exact timeline or the exact problems.
package struct ProgramVector: Codable {
  package struct Arguments: Codable {
    var target: String?
    var side: String?
    var level: String?
    var intensity: Int?
    var values: [String: String]?
  }
  package struct Person: Codable {
    var factorA: Float
    var factorB: Float
    var factorNeck: Float
  }
  package struct Device: Codable {
    var frequencyMinHertz: Float
    var frequencyMaxHertz: Float
    var amplitudeMaxMillimeters: Float
    var accelerationMaxG: Float
  }
  package struct Segment: Codable, Equatable {
    var address: String
    var profile: String
    var frequencyMinHertz: Float
    var frequencyMaxHertz: Float
    var amplitudeMaxMillimeters: Float
    var accelerationMaxG: Float
    var maximumEnergisedMilliseconds: Int64
  }
  package struct Step: Codable, Equatable {
    var kind: String
    var milliseconds: Int64
    var segment: Int32
    var source: Int
    var frequencyCentihertz: [Int]?
    var amplitudeMicrometers: [Int]?
    /// Of a wave, instead of frequency and amplitude.
    var samples: [Sample]?
    /// What further actuators do.
    var others: [Other]?
    /// Where it is not the one behind it.
    var next: Int32?
    /// After each answer from 0 to 10, and after none.
    var branches: [Int32]?
    var reaction: Reaction?
    var text: String?
  }
  /// Exactly what is asked of the device at a moment: single precision, as its bits.
  package struct Sample: Codable, Equatable {
    var milliseconds: Int64
    var hertz: String
    var millimeters: String
  }
  package struct Other: Codable, Equatable {
    var actuator: UInt8
    var frequencyCentihertz: [Int]?
    var amplitudeMicrometers: [Int]?
    var samples: [Sample]?
  }
  package struct Reaction: Codable, Equatable {
    var whileContact: Bool
    var forceLimitNewtons: Float?
    var painThreshold: UInt8?
    var painFactor: Float?
  }
  package struct Expected: Codable, Equatable {
    var title: String
    var intensity: Int
    var energisedMilliseconds: Int64
    var shortestMilliseconds: Int64?
    var longestMilliseconds: Int64
    var segments: [Segment]
    var steps: [Step]
  }
  package struct Told: Codable, Equatable {
    var file: String?
    package var code: String
    var severity: String
    var line: Int?
    var column: Int?
    var length: Int?
    var message: String
    var hint: String?
  }

  package var about: String
  var program: [String]
  /// What the program uses, by path.
  var files: [String: [String]]?
  var arguments: Arguments?
  var person: Person?
  var device: Device?
  package var timeline: Expected?
  package var problems: [Told]?

  package var bundle: ProgramBundle {
    let main = "program.yaml"
    let texts = (files ?? [:]).merging([main: program]) { _, new in new }
    return ProgramBundle(main: main, files: texts.mapValues { $0.map { $0 + "\n" }.joined() })
  }

  /// Runs the checker on the vector's input.
  package func run() throws -> (timeline: Expected?, problems: [Told]) {
    let device =
      device.map {
        Bounds(
          frequencyMin: Hertz(hertz: $0.frequencyMinHertz),
          frequencyMax: Hertz(hertz: $0.frequencyMaxHertz),
          amplitudeMax: Displacement(millimeters: $0.amplitudeMaxMillimeters),
          accelerationMax: Acceleration(g: $0.accelerationMaxG))
      } ?? Preset.anyDevice
    let person =
      person.map {
        PersonLimits(factorA: $0.factorA, factorB: $0.factorB, factorNeck: $0.factorNeck)
      } ?? .unrestricted
    let arguments = try programArguments()
    let result = ProgramParser.parse(bundle).flatMap {
      Checker.prove($0, arguments: arguments, person: person, device: device)
    }
    switch result {
    case .success(let timeline): return (Expected(timeline), timeline.warnings.map(Told.init))
    case .failure(let problems): return (nil, problems.list.map(Told.init))
    }
  }

  private func programArguments() throws -> ProgramArguments {
    guard let arguments else { return ProgramArguments() }
    var values: [String: Quantity] = [:]
    for (name, text) in arguments.values ?? [:] {
      values[name] = try Quantity.read(text).get()
    }
    return ProgramArguments(
      target: try arguments.target.map { try Catalogue.standard.resolve($0).get() },
      side: arguments.side.flatMap { SideChoice(rawValue: $0) },
      level: arguments.level.flatMap { Level($0) }, intensity: arguments.intensity,
      values: values)
  }
}

extension ProgramVector.Expected {
  init(_ timeline: Timeline) {
    title = timeline.title
    intensity = timeline.intensity
    energisedMilliseconds = timeline.summary.energised.milliseconds
    let summary = timeline.summary
    shortestMilliseconds =
      summary.shortest == summary.duration ? nil : summary.shortest.milliseconds
    longestMilliseconds = timeline.summary.longest.milliseconds
    segments = timeline.segments.map { segment in
      ProgramVector.Segment(
        address: "\(segment.address)", profile: segment.profile.rawValue,
        frequencyMinHertz: segment.bounds.frequencyMin.hertz,
        frequencyMaxHertz: segment.bounds.frequencyMax.hertz,
        amplitudeMaxMillimeters: segment.bounds.amplitudeMax.millimeters,
        accelerationMaxG: segment.bounds.accelerationMax.g,
        maximumEnergisedMilliseconds: segment.maximumEnergised.milliseconds)
    }
    steps = timeline.steps.indices.map { ProgramVector.Step(timeline, $0) }
  }
}

extension ProgramVector.Step {
  init(_ timeline: Timeline, _ index: Int) {
    let step = timeline.steps[index]
    let names: [TimelineStep.Kind: String] = [
      .drive: "drive", .rest: "rest", .move: "move", .ask: "ask",
    ]
    kind = names[step.kind] ?? ""
    milliseconds = step.duration.milliseconds
    segment = step.segment
    source = timeline.sources[index]
    let others = Int(step.firstOther)..<Int(step.firstOther + step.otherCount)
    if step.kind == .drive {
      let first = ProgramVector.Other(timeline, index, step.drive)
      frequencyCentihertz = first.frequencyCentihertz
      amplitudeMicrometers = first.amplitudeMicrometers
      samples = first.samples
      if step.drive.actuator != 0 || !others.isEmpty {
        self.others = [first] + others.map { .init(timeline, index, timeline.drives[$0]) }
        (frequencyCentihertz, amplitudeMicrometers, samples) = (nil, nil, nil)
      }
      reaction = step.reaction == .none ? nil : .init(step.reaction)
    }
    next = step.next < 0 || Int(step.next) == index + 1 ? nil : step.next
    if step.kind == .ask {
      branches = Array(timeline.branches[Int(step.branch)...].prefix(Timeline.answers))
    }
    text = timeline.stepTexts[index].isEmpty ? nil : timeline.stepTexts[index]
  }
}

extension ProgramVector.Other {
  init(_ timeline: Timeline, _ index: Int, _ drive: TimelineDrive) {
    actuator = drive.actuator
    guard drive.wave >= 0 else {
      frequencyCentihertz = [drive.frequencyStart, drive.frequencyEnd].map {
        Int(($0.hertz * 100).rounded())
      }
      amplitudeMicrometers = [drive.amplitudeStart, drive.amplitudeEnd].map {
        Int(($0.millimeters * 1000).rounded())
      }
      return
    }
    let whole = timeline.steps[index].duration.milliseconds
    samples = (0...8).map { part in
      // Odd moments beside the ends.
      let moment = part == 0 ? 0 : part == 8 ? whole : whole * Int64(part) / 8 + 7
      let (frequency, amplitude) = timeline.sample(
        step: index, elapsed: .milliseconds(moment), actuator: drive.actuator)
      return ProgramVector.Sample(
        milliseconds: moment, hertz: Self.bits(frequency.hertz),
        millimeters: Self.bits(amplitude.millimeters))
    }
  }

  private static func bits(_ value: Float) -> String {
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension ProgramVector.Reaction {
  init(_ reaction: TimelineReaction) {
    whileContact = reaction.whileContact
    let force = reaction.forceLimit.newtons
    forceLimitNewtons = force.isFinite ? force : nil
    painThreshold = reaction.painThreshold > 10 ? nil : reaction.painThreshold
    painFactor = reaction.painThreshold > 10 ? nil : reaction.painFactor
  }
}

extension ProgramVector.Told {
  init(_ problem: Problem) {
    file = problem.file
    code = problem.code.rawValue
    severity = problem.severity.rawValue
    line = problem.range?.line
    column = problem.range?.column
    length = problem.range?.length
    message = problem.message
    hint = problem.hint
  }
}
