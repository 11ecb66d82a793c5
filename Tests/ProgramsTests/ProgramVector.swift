// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Foundation
import Programs
import Quantities

/// One file of `Protocols/program/vectors`: a program and the exact timeline or the exact problems.
struct ProgramVector: Codable {
  struct Arguments: Codable {
    var target: String?
    var side: String?
    var level: String?
    var intensity: Int?
    var values: [String: String]?
  }
  struct Person: Codable {
    var factorA: Float
    var factorB: Float
    var factorNeck: Float
  }
  struct Device: Codable {
    var frequencyMinHertz: Float
    var frequencyMaxHertz: Float
    var amplitudeMaxMillimeters: Float
    var accelerationMaxG: Float
  }
  struct Segment: Codable, Equatable {
    var address: String
    var profile: String
    var frequencyMinHertz: Float
    var frequencyMaxHertz: Float
    var amplitudeMaxMillimeters: Float
    var accelerationMaxG: Float
    var maximumEnergisedMilliseconds: Int64
  }
  struct Step: Codable, Equatable {
    var kind: String
    var milliseconds: Int64
    var segment: Int32
    var source: Int
    var frequencyCentihertz: [Int]?
    var amplitudeMicrometers: [Int]?
    var text: String?
  }
  struct Expected: Codable, Equatable {
    var title: String
    var intensity: Int
    var energisedMilliseconds: Int64
    var longestMilliseconds: Int64
    var segments: [Segment]
    var steps: [Step]
  }
  struct Told: Codable, Equatable {
    var file: String?
    var code: String
    var severity: String
    var line: Int?
    var column: Int?
    var length: Int?
    var message: String
    var hint: String?
  }

  var about: String
  var program: [String]
  /// What the program uses, by path.
  var files: [String: [String]]?
  var arguments: Arguments?
  var person: Person?
  var device: Device?
  var timeline: Expected?
  var problems: [Told]?

  var bundle: ProgramBundle {
    let main = "program.yaml"
    let texts = (files ?? [:]).merging([main: program]) { _, new in new }
    return ProgramBundle(main: main, files: texts.mapValues { $0.map { $0 + "\n" }.joined() })
  }

  /// Runs the checker on the vector's input.
  func run() throws -> (timeline: Expected?, problems: [Told]) {
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
    steps = timeline.steps.indices.map { index in
      let step = timeline.steps[index]
      let drives = step.kind == .drive
      let text = timeline.stepTexts[index]
      let names: [TimelineStep.Kind: String] = [.drive: "drive", .rest: "rest", .move: "move"]
      return ProgramVector.Step(
        kind: names[step.kind] ?? "", milliseconds: step.duration.milliseconds,
        segment: step.segment, source: timeline.sources[index],
        frequencyCentihertz: drives
          ? [step.frequencyStart, step.frequencyEnd].map { Int(($0.hertz * 100).rounded()) } : nil,
        amplitudeMicrometers: drives
          ? [step.amplitudeStart, step.amplitudeEnd].map {
            Int(($0.millimeters * 1000).rounded())
          } : nil, text: text.isEmpty ? nil : text)
    }
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
