// SPDX-License-Identifier: Apache-2.0
import Anatomy
import DeviceCore
import Envelope
import Programs
import Quantities
import Sessions

/// What is to be run in a world: a program as somebody might have written it, and what it was proved
/// to be for this person on this device.
public struct Treating: Sendable {
  public let text: String
  /// The checker's own timeline: nothing else may leave the host.
  public let proved: ProvedProgram
  let treatments: [Treatment]
  private let program: Program

  /// - Parameter isSeasoned: whether the person has had the first, reduced sessions.
  init(text: String, isSeasoned: Bool) {
    let device = DeviceConfiguration.reference().actuators[0].bounds
    guard case .success(let program) = ProgramParser.parse(text),
      case .success(let outline) = Checker.prove(program, device: device)
    else { preconditionFailure("The world has drawn a program that cannot be proved:\n\(text)") }
    let zones = outline.summary.treatments.compactMap { treated in
      Catalogue.standard[treated.zone].map { (zone: $0, side: treated.side) }
    }
    var proved = ProvedProgram(outline)
    if !isSeasoned {
      var person = PersonLimits.unrestricted
      for (zone, side) in zones {
        person.zoneFactors[PersonLimits.ZoneSide(zone: zone.id, side: side)] =
          Limits.firstSessionsFactor(zone.effectiveClass)
      }
      guard case .success(let less) = Checker.prove(program, person: person, device: device)
      else { preconditionFailure("A beginner's share cannot be proved:\n\(text)") }
      proved = ProvedProgram(less)
    }
    self.text = text
    self.program = program
    self.proved = proved
    treatments = zones.map { zone, side in
      Treatment(
        zoneSide: ZoneSide(zone: zone.id.rawValue, side: side.rawValue),
        safetyClass: zone.effectiveClass)
    }
  }

  /// The same as a client starts it: the daemon proves it anew.
  var undertaking: Undertaking {
    Undertaking(
      subject: World.subject, title: proved.title, program: program,
      arguments: ProgramArguments(), treatments: treatments)
  }
}

extension Treating {
  /// Draws a program of one to three zones with all their profiles to choose from; of two actuators
  /// the second sweeps its profile, or rests while the first works.
  static func drawn(_ dice: inout Dice, isSeasoned: Bool, actuators: Int = 1) -> Treating {
    var zones = Catalogue.standard.zones.filter { !$0.profiles.isEmpty }
    var lines = [
      "tonus: 1", "title: Drawn", "intensity: \(dice.one(of: [10, 10, 7, 4]))", "steps:",
    ]
    for index in 0..<(1 + dice.below(3)) {
      let zone = zones.remove(at: dice.below(zones.count))
      let profile = dice.one(of: zone.profiles)
      let place = "'\(zone.id):\(dice.one(of: zone.sides).rawValue)'"
      if index > 0 {
        lines.append("- move: {to: \(place), wait: \(dice.below(3000) + 2000) ms}")
      }
      for _ in 0..<(1 + dice.below(3)) {
        lines.append(drive(&dice, place, profile, actuators))
        if dice.chance(4) { lines.append("- rest: {for: \(dice.below(1500) + 200) ms}") }
      }
    }
    return Treating(text: lines.joined(separator: "\n") + "\n", isSeasoned: isSeasoned)
  }

  private static func drive(
    _ dice: inout Dice, _ place: String, _ profile: ZoneProfile, _ actuators: Int
  ) -> String {
    let low = Int(profile.bounds.frequencyMin.hertz)
    let high = Int(profile.bounds.frequencyMax.hertz)
    func frequency() -> String { "\(low + dice.below(high - low + 1)) Hz" }
    func amplitude() -> String { "\(10 + dice.below(91)) %" }
    let of = "zone: \(place), profile: \(profile.id.rawValue)"
    let isSteady = dice.chance(2)
    let f = isSteady ? frequency() : "\(frequency()) to \(frequency())"
    let a = isSteady ? amplitude() : "\(amplitude()) to \(amplitude())"
    let time = "for: \(dice.below(4000) + 1000) ms"
    // What else is there to draw comes from the moment drawn, so that one actuator's worlds stay.
    guard actuators == 2, time.utf8.reduce(0, { $0 &+ Int($1) }) % 4 > 0 else {
      return "- \(isSteady ? "hold" : "ramp"): {\(of), frequency: \(f), amplitude: \(a), \(time)}"
    }
    return "- together: {\(of), \(time), drives: ["
      + "{actuator: 0, frequency: \(f), amplitude: \(a)},"
      + " {actuator: 1, frequency: \(low) Hz to \(high) Hz, amplitude: 50 % to 20 %}]}"
  }

  /// Eight seconds on one zone at one frequency and a share of its cap, in percent.
  static func steady(_ place: String, frequency: Int, percent: Int) -> Treating {
    Treating(
      text: """
        tonus: 1
        title: Provoking
        intensity: 10
        steps:
        - hold: {zone: '\(place)', frequency: \(frequency) Hz, amplitude: \(percent) %, for: 8 s}

        """, isSeasoned: true)
  }
}
