// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// Where a step drives, under which bounds.
  struct Site: Hashable {
    let address: ZoneAddress
    let profile: ZoneProfile
    let bounds: Bounds
    /// What is written there, for problems.
    let range: SourceRange
  }

  mutating func compile(line drive: Step.Drive, _ range: SourceRange, source: Int) {
    guard let site = site(drive.place, range), let duration = duration(drive.duration),
      let line = line(drive, site)
    else { return }
    guard general == nil else { return generalise(drive, site, sweeps: false, source: source) }
    let piece = TimedLine(
      line: line, duration: duration, reaction: reaction(drive.reactions), text: drive.text ?? "",
      range: range, source: source)
    compile(piece, drive, site)
    warnAboutSlew(line.frequencies, duration, drive.frequency.start.range)
    warnAboutLength(drive, duration)
  }

  /// The ends of a drive in this run.
  struct Line {
    var frequencies: (start: Hertz, end: Hertz)
    var amplitudes: (start: Quantity, end: Quantity)
  }

  /// A line with all that a timeline step of it needs.
  struct TimedLine {
    var line: Line
    var duration: Interval
    var reaction: TimelineReaction
    var text: String
    var range: SourceRange
    var source: Int
  }

  mutating func line(_ drive: Step.Drive, _ site: Site) -> Line? {
    let frequencies = frequencies(drive.frequency)
    let amplitudes = amplitudes(drive.amplitude)
    guard let frequencies, let amplitudes,
      inBand(frequencies.start, drive.frequency.start.range, site),
      inBand(frequencies.end, drive.frequency.end.range, site)
    else { return nil }
    return Line(frequencies: frequencies, amplitudes: amplitudes)
  }

  mutating func compile(_ timed: TimedLine, _ drive: Step.Drive, _ site: Site) {
    let segment = enter(site, timed.range)
    let shape = DriveShape(
      duration: timed.duration, frequencies: timed.line.frequencies,
      amplitudes: timed.line.amplitudes, share: share, segment: segment)
    for var piece in shape.pieces(in: site.bounds) {
      piece.reaction = timed.reaction
      prove(piece, drive, site, timed.range)
      append(piece, text: timed.text, range: timed.range, source: timed.source)
    }
  }

  /// The session amplitude as a share of the cap.
  var share: Double { Double(intensity) / Double(Limits.intensityMaximum) }

  /// Which zone-side, profile and bounds a step drives in.
  mutating func site(_ place: Step.Place, _ range: SourceRange) -> Site? {
    guard let (address, profile) = self.place(of: place, range) else { return nil }
    if let bounds = latest?.bounds {
      return Site(address: address, profile: profile, bounds: bounds, range: range)
    }
    let written = place.zone?.range ?? program.zone?.range ?? range
    guard let bounds = bounds(address, profile, written) else { return nil }
    latest?.bounds = bounds
    return Site(address: address, profile: profile, bounds: bounds, range: range)
  }

  /// Which zone-side and profile a step drives.
  private mutating func place(of drive: Step.Place, _ range: SourceRange)
    -> (ZoneAddress, ZoneProfile)?
  {
    if isOpen {
      let places = [here, orHere].compactMap { $0?.description }
      report(
        Problem(
          .zoneWithoutMove, drive.zone?.range ?? range,
          "where the head is depends on the answer (\(places.joined(separator: " or "))), and nothing "
            + "moves it",
          hint: "Insert a 'move' before this step."))
      return nil
    }
    if let zone = drive.zone {
      guard let named = resolve(zone, ownZone: false) else { return nil }
      if let here, here != named {
        report(
          Problem(
            .zoneWithoutMove, zone.range,
            "the head is on \(here) and nothing moves it to \(named)",
            hint: "Insert '- move: {to: \(named)}' before this step."))
        return nil
      }
      here = named
    }
    guard let here else {
      // A program zone that does not resolve has been told already.
      if program.zone == nil {
        report(
          Problem(
            .needsZone, range, "the step does not say which zone it treats",
            hint: "Add 'zone:' to the program or to this step."))
      }
      return nil
    }
    guard here.side != nil else {
      report(
        Problem(
          .needsSide, drive.zone?.range ?? program.zone?.range ?? range,
          "which side of \(here.zone)?", hint: "Say left, right or both."))
      return nil
    }
    let wanted = drive.profile ?? scopes.last { $0.program.profile != nil }?.program.profile
    if let latest, latest.address == here, latest.wanted == wanted?.value {
      return (here, latest.profile)
    }
    guard let zone = catalogue[here.zone] else { return nil }
    guard let profile = zone.profile(wanted?.value) else {
      let names = zone.profiles.map(\.id.rawValue).joined(separator: ", ")
      report(
        Problem(
          .unknownProfile, wanted?.range ?? range,
          "\(zone.id) has no profile '\(wanted?.value.rawValue ?? "")', only \(names)"))
      return nil
    }
    latest = LatestPlace(address: here, wanted: wanted?.value, profile: profile)
    return (here, profile)
  }

  /// What was looked up last; most steps ask the same again.
  struct LatestPlace {
    var address: ZoneAddress
    var wanted: ProfileID?
    var profile: ZoneProfile
    var bounds: Bounds?
  }

  /// Zone box ∩ class ∩ person ∩ device; nil, told once, where nothing is left.
  private mutating func bounds(
    _ address: ZoneAddress, _ profile: ZoneProfile, _ range: SourceRange
  ) -> Bounds? {
    if let known = reachable[address]?[profile.id] { return known }
    let isExcluded = person.excludes(address, profile.id)
    let factor = person.factor(address, profile.safetyClass)
    let bounds =
      isExcluded ? nil : profile.bounds.scaled(amplitude: factor).intersection(device)
    reachable[address, default: [:]][profile.id] = .some(bounds)
    if bounds == nil {
      let why =
        isExcluded
        ? "\(address.zone) was found tight or in spasm, or the pain is too strong, and is not woken"
        : factor > 0
          ? "the device reaches \(text(device)), the zone allows \(text(profile.bounds))"
          : "the person's limits leave nothing for \(address.zone)"
      report(
        Problem(
          .nothingReachable, range,
          "nothing is possible on \(address) with profile '\(profile.id.rawValue)': \(why)"))
    }
    return bounds
  }

  private func text(_ bounds: Bounds) -> String {
    "\(Decimals.text(bounds.frequencyMin.hertz))–\(Decimals.text(bounds.frequencyMax.hertz)) Hz"
      + " up to \(Decimals.text(bounds.amplitudeMax.millimeters)) mm"
      + " and \(Decimals.text(bounds.accelerationMax.g)) g"
  }

  private mutating func frequencies(_ course: Course) -> (start: Hertz, end: Hertz)? {
    let start = value(course.start, .frequency)
    let end = value(course.end, .frequency)
    guard let start, let end else { return nil }
    return (DriveShape.rounded(start.standardValue), DriveShape.rounded(end.standardValue))
  }

  private mutating func amplitudes(_ course: Course) -> (start: Quantity, end: Quantity)? {
    let start = value(course.start, .amplitude)
    let end = value(course.end, .amplitude)
    guard let start, let end else { return nil }
    guard start.unit == end.unit else {
      report(
        Problem(
          .mixedUnits, course.end.range,
          "\(start) to \(end) mixes \(start.unit.rawValue) with \(end.unit.rawValue)",
          hint: "Write both in one unit."))
      return nil
    }
    for (quantity, range) in [(start, course.start.range), (end, course.end.range)]
    where quantity.unit == .percent && quantity.value > 100 {
      report(
        Problem(
          .tooBig, range, "\(quantity) is more than the session amplitude",
          hint: "Write at most 100 % and raise the intensity."))
      return nil
    }
    return (start, end)
  }

  private mutating func inBand(_ frequency: Hertz, _ range: SourceRange, _ site: Site) -> Bool {
    let bounds = site.bounds
    guard !bounds.contains(frequency) else { return true }
    let lowest = Decimals.text(bounds.frequencyMin.hertz)
    let highest = Decimals.text(bounds.frequencyMax.hertz)
    let nearest = frequency < bounds.frequencyMin ? lowest : highest
    report(
      Problem(
        .frequencyOutside, range,
        "\(Decimals.text(frequency.hertz)) Hz is outside \(lowest) to \(highest) Hz, what "
          + "\(site.address.zone) allows with profile '\(site.profile.id.rawValue)' on this device",
        hint: "Write \(nearest) Hz."))
    return false
  }

  /// The segment of this zone-side and profile; a change of profile passes through zero.
  mutating func enter(_ site: Site, _ range: SourceRange) -> Int32 {
    func fits(_ number: Int32) -> Bool {
      let segment = segments[Int(number)]
      return segment.address == site.address && segment.profile == site.profile.id
    }
    if let current, fits(current) { return current }
    if joined || current != nil {
      append(
        TimelineStep(kind: .rest, duration: Checker.profileChange, segment: current ?? -1),
        text: "Changing to '\(site.profile.id.rawValue)'.", range: range, source: -1)
    } else if fork?.isOpen == true, let shared = fork?.segments.first(where: { fits($0) }) {
      // Another branch began the same from the same point.
      current = shared
      fork?.isOpen = false
      return shared
    }
    joined = false
    let number = Int32(segments.count)
    segments.append(
      TimelineSegment(
        address: site.address, profile: site.profile.id, safetyClass: site.profile.safetyClass,
        bounds: site.bounds, maximumEnergised: .zero, text: ""))
    current = number
    if fork?.isOpen == true {
      fork?.segments.append(number)
      fork?.isOpen = false
    }
    return number
  }

  private mutating func prove(
    _ piece: TimelineStep, _ drive: Step.Drive, _ site: Site, _ range: SourceRange
  ) {
    switch EnvelopeProof.verdict(piece, in: site.bounds) {
    case .proved: return
    case .refuted(let moment, let frequency, let amplitude, let cap):
      let atEnd = moment >= piece.duration
      let where_ = moment == .zero || atEnd ? "" : " \(Decimals.text(moment.seconds)) s into it"
      report(
        Problem(
          .amplitudeAbove, atEnd ? drive.amplitude.end.range : drive.amplitude.start.range,
          "\(Decimals.text(amplitude.millimeters)) mm at \(Decimals.text(frequency.hertz)) Hz"
            + "\(where_) is above \(floored(cap)) mm, "
            + limitText(frequency, site),
          hint: "Write at most \(floored(cap)) mm, or a share such as 60 %."))
    case .notProved(let moment, let frequency, let cap):
      report(
        Problem(
          .notProved, range,
          "the step touches its limit of \(floored(cap)) mm at "
            + "\(Decimals.text(frequency.hertz)) Hz, \(Decimals.text(moment.seconds)) s into it",
          hint: "Lower its amplitude by 0.001 mm."))
    }
  }
}
