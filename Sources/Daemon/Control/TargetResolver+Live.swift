// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Envelope
import Programs
import Quantities
import Sessions

extension TargetResolver {
  /// What stands against a stream: places in a text that nobody wrote are left out.
  static func invalidStream(_ title: String, _ problems: [Problem]) -> ControlError {
    let errors = problems.filter { $0.severity == .error }.map(\.message)
    return .programInvalid(
      "'\(title)' cannot run: \(errors.first ?? "nothing is left of it"). Give a lower peak or less time.",
      problems: errors.count > 1 ? errors : [])
  }

  /// A zone-side, a peak and a duration; what the numbers may be is the checker's to say.
  func resolve(_ live: Control.Live, _ target: Control.Target) throws(ControlError)
    -> ResolvedTarget
  {
    guard target.program == nil, let name = target.target, !name.isEmpty else {
      throw .messageInvalid("A live stream drives one zone, and none was named. Name it as target.")
    }
    guard target.intensity == nil else {
      throw .messageInvalid(
        "A live stream has a peak in millimetres and no intensity. Leave the intensity out.")
    }
    guard live.amplitudeMax > 0, live.amplitudeMax <= 100 else {
      throw .messageInvalid(
        "The peak of a live stream is \(live.amplitudeMax) mm. Give more than 0 and at most 100 mm."
      )
    }
    guard live.seconds >= 0.1, live.seconds <= 3600 else {
      throw .messageInvalid(
        "A live stream of \(live.seconds) s is not possible. Give 0.1 s to 3600 s.")
    }
    let actuators = live.actuators ?? 1
    guard (1...Engine.actuatorsMost).contains(actuators) else {
      throw .messageInvalid(
        "A live stream of \(actuators) actuators is not possible. Give 1 to \(Engine.actuatorsMost)."
      )
    }
    let address = try address(name, target)
    let zone = try zone(address.zone.rawValue)
    guard target.side != SideChoice.both.rawValue, address.side != nil || zone.sides.count == 1
    else {
      throw .messageInvalid(
        "A live stream drives one side, and '\(address)' has \(zone.sides.count). Say left or right."
      )
    }
    var stream = LiveStream(
      address: address,
      peak: Displacement(millimeters: Float((live.amplitudeMax * 1000).rounded(.down)) / 1000),
      duration: .milliseconds(Int64((live.seconds * 1000).rounded(.up))), actuators: actuators)
    if let profile = live.profile {
      guard let id = ProfileID(rawValue: profile), zone.profiles.contains(where: { $0.id == id })
      else {
        let known = zone.profiles.map { "'\($0.id.rawValue)'" }.joined(separator: ", ")
        throw .messageInvalid("'\(zone.id)' has no profile '\(profile)'. It has \(known).")
      }
      stream.profile = id
    }
    return ResolvedTarget(
      title: LiveStream.title(zone.name), content: .live(stream),
      treatments: [treatment(ZoneSide(address))])
  }
}
