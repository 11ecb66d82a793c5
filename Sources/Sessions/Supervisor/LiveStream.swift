// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities

/// What a live stream is bound to when it is leased: one zone-side, a peak and a duration.
public struct LiveStream: Hashable, Sendable {
  /// With its side, where the zone has sides.
  public var address: ZoneAddress
  /// Nil takes the zone's first.
  public var profile: ProfileID?
  /// The greatest amplitude of any setpoint, peak to peak; whole micrometres.
  public var peak: Displacement
  public var duration: Interval
  /// How many of the device's actuators it drives, from the first on.
  public var actuators: Int

  public init(
    address: ZoneAddress, profile: ProfileID? = nil, peak: Displacement, duration: Interval,
    actuators: Int = 1
  ) {
    self.address = address
    self.profile = profile
    self.peak = peak
    self.duration = duration
    self.actuators = actuators
  }

  /// The program that stands for the stream: the peak of every actuator for all of its time, at the
  /// frequency where the envelope allows most.
  ///
  /// Whatever limits a program limits the stream by this.
  public func program(device: Bounds, catalogue: Catalogue) -> String {
    let zone = catalogue[address.zone]
    let chosen = zone?.profiles.first { profile == nil || $0.id == profile }
    let lowest = max(chosen?.bounds.frequencyMin ?? device.frequencyMin, device.frequencyMin)
    let centihertz = Int((lowest.hertz * 100).rounded(.up))
    let micrometers = Int((Double(peak.millimeters) * 1000).rounded())
    let name = zone?.name ?? address.zone.rawValue
    var lines = ["tonus: 1", "title: \(Self.title(name))", "zone: \(address)"]
    if let profile { lines.append("profile: \(profile.rawValue)") }
    let drive =
      "frequency: \(Self.decimal(centihertz, 2)) Hz, amplitude: \(Self.decimal(micrometers, 3)) mm"
    let time = "for: \(duration.milliseconds) ms"
    let drives = (0..<actuators).map { "{actuator: \($0), \(drive)}" }.joined(separator: ", ")
    lines += [
      "steps:",
      actuators == 1
        ? "  - hold: {\(drive), \(time)}" : "  - together: {\(time), drives: [\(drives)]}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What people know the session by.
  public static func title(_ zone: String) -> String { "\(zone), driven live" }

  private static func decimal(_ value: Int, _ digits: Int) -> String {
    let scale = digits == 2 ? 100 : 1000
    let tail = String(value % scale)
    return "\(value / scale)." + String(repeating: "0", count: digits - tail.count) + tail
  }
}

extension Undertaking {
  /// A live stream, proved by the checker when its time has come.
  public init(
    subject: String, title: String, live: LiveStream, catalogue: Catalogue = .standard,
    treatments: [Treatment]
  ) {
    self.init(subject: subject, title: title, treatments: treatments) { conditions in
      ProvedProgram.prove(live, conditions: conditions, catalogue: catalogue)
        .mapError { ProofFailure($0) }
    }
  }
}

extension ProvedProgram {
  /// Proves a stream's peak for all of its time, and leaves what is under it to its client.
  public static func prove(
    _ live: LiveStream, conditions: ProofConditions, catalogue: Catalogue
  ) -> Result<ProvedProgram, Problems> {
    Checker.prove(
      text: live.program(device: conditions.device, catalogue: catalogue), catalogue: catalogue,
      person: conditions.person, device: conditions.device
    ).map { timeline in
      var program = ProvedProgram(timeline)
      program.segments[0].limits.bounds.amplitudeMax = min(
        program.segments[0].limits.bounds.amplitudeMax, live.peak)
      let bounds = program.segments[0].limits.bounds
      program.steps = [
        EngineStep(
          kind: .live, duration: live.duration, frequencyStart: bounds.frequencyMin,
          frequencyEnd: bounds.frequencyMax, amplitudeStart: .zero,
          amplitudeEnd: bounds.amplitudeMax, segment: 0)
      ]
      program.steps[0].otherCount = Int32(program.drives.count)
      for index in program.drives.indices {
        var drive = program.steps[0].drive
        drive.actuator = program.drives[index].actuator
        program.drives[index] = drive
      }
      program.stepTexts = [""]
      return program
    }
  }
}
