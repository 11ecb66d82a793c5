// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Envelope
import Programs
import Quantities
import Sessions

extension Control.Preset {
  init(_ preset: Preset, catalogue: Catalogue) {
    let outline = preset.outline(catalogue: catalogue)
    var zones: [String] = []
    var sides: [String] = []
    for treated in outline?.summary.treatments ?? [] {
      if !zones.contains(treated.zone.rawValue) { zones.append(treated.zone.rawValue) }
      if !sides.contains(treated.side.rawValue) { sides.append(treated.side.rawValue) }
    }
    self.init(
      name: preset.name, title: preset.title, zones: zones, sides: sides,
      seconds: Double(outline?.summary.duration.milliseconds ?? 0) / 1000,
      steps: outline?.steps.count ?? 0)
  }
}

extension Control.Plan {
  init(_ program: ProvedProgram) {
    var zones: [String] = []
    for segment in program.segments where !zones.contains(segment.address) {
      zones.append(segment.address)
    }
    var frequency: Float = 0
    var amplitude: Float = 0
    var acceleration: Float = 0
    for step in program.steps where step.kind.isDriven {
      // Frequency and amplitude change together, so their product of maxima bounds the step.
      let f = max(step.frequencyStart, step.frequencyEnd)
      let a = max(step.amplitudeStart, step.amplitudeEnd)
      frequency = max(frequency, f.hertz)
      amplitude = max(amplitude, a.millimeters)
      guard step.drive.wave < 0 else {
        acceleration = max(acceleration, step.drive.waveAcceleration.g)
        continue
      }
      acceleration = max(
        acceleration, Motion.peakAcceleration(step.frequencyStart, step.amplitudeStart).g,
        Motion.peakAcceleration(step.frequencyEnd, step.amplitudeEnd).g)
      if step.kind == .live {
        // Its ends are the corners of what may be asked for, of which the envelope allows less.
        let most = program.segments[Int(step.segment)].limits.bounds.accelerationMax
        acceleration = min(acceleration, most.g)
      }
    }
    // Of a stream all actuators have the same ends.
    for drive in program.drives where !program.isLive {
      frequency = max(frequency, drive.frequencyStart.hertz, drive.frequencyEnd.hertz)
      amplitude = max(
        amplitude, drive.amplitudeStart.millimeters, drive.amplitudeEnd.millimeters)
      acceleration = max(acceleration, drive.accelerationPeak.g)
    }
    self.init(
      title: program.title, zones: zones,
      seconds: Double(program.duration.milliseconds) / 1000, frequencyMax: frequency.shown,
      amplitudeMax: amplitude.shown, accelerationMax: acceleration.shown,
      steps: zip(program.steps, program.stepTexts).map { step, text in
        Control.PlanStep(
          step, zone: program.segments[Int(step.segment)].address, text: text,
          others: Int(step.otherCount) > 0
            ? program.drives[Int(step.firstOther)..<Int(step.firstOther + step.otherCount)] : [])
      }, notes: program.notes + Self.needs(program), program: program.hash)
  }

  private static func needs(_ program: ProvedProgram) -> [String] {
    let needed = program.actuatorsNeeded
    return needed > 1
      ? ["Needs a device with \(needed) actuators."]
      : []
  }
}

extension Control.PlanStep {
  /// - Parameter others: what further actuators do.
  init(_ step: EngineStep, zone: String, text: String, others: ArraySlice<TimelineDrive>) {
    let isAlone = others.isEmpty && step.drive.actuator == 0
    self.init(
      kind: "\(step.kind)", zone: zone, seconds: Double(step.duration.milliseconds) / 1000,
      frequencyStart: step.frequencyStart.hertz.shown, frequencyEnd: step.frequencyEnd.hertz.shown,
      amplitudeStart: step.amplitudeStart.millimeters.shown,
      amplitudeEnd: step.amplitudeEnd.millimeters.shown, text: text,
      actuators: isAlone || !step.kind.isDriven
        ? nil : ([step.drive] + others).map { Control.PlanActuator($0) })
  }
}

extension Control.PlanActuator {
  init(_ drive: TimelineDrive) {
    self.init(
      actuator: Int(drive.actuator), frequencyStart: drive.frequencyStart.hertz.shown,
      frequencyEnd: drive.frequencyEnd.hertz.shown,
      amplitudeStart: drive.amplitudeStart.millimeters.shown,
      amplitudeEnd: drive.amplitudeEnd.millimeters.shown)
  }
}

extension Float {
  /// To the thousandth, so that 1.2 stays 1.2 in a wider type.
  var shown: Double { isFinite ? (Double(self) * 1000).rounded() / 1000 : 0 }
}
