// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Programs
import Quantities

extension Supervisor {
  /// What the person sees beside the engine's status.
  public func overview(_ status: EngineStatus) -> SessionOverview {
    var overview = SessionOverview()
    overview.latches = latchViews(status)
    overview.uncertain = status.uncertain.map {
      "It is not known whether '\($0)' has happened; the next measurements tell."
    }
    guard let active = session else {
      overview.session = last?.session
      overview.subject = last?.subject
      overview.title = last?.title
      overview.reason = last?.reason
      overview.publicReason = lastPublicReason
      if let zones = last?.zones, zones.indices.contains(Int(status.segment)) {
        overview.zoneSide = zones[Int(status.segment)].zoneSide
        overview.address = zones[Int(status.segment)].address
      }
      return overview
    }
    overview.session = active.name
    overview.subject = active.undertaking.subject
    overview.title = active.undertaking.title
    if active.program.segments.indices.contains(Int(status.segment)) {
      let segment = active.program.segments[Int(status.segment)]
      overview.zoneSide = segment.zoneSide
      overview.address = segment.address
    }
    if active.program.stepTexts.indices.contains(Int(status.step)) {
      overview.prompt = active.program.stepTexts[Int(status.step)]
    }
    let ending =
      status.phase == .stopping && status.reason != .none ? reasonText(status.reason) : nil
    overview.reason = active.storageFailure ?? ending
    overview.publicReason = active.storageFailure == nil ? ending : Self.withheld
    return overview
  }

  /// For those who are not told what is known of a person.
  static var withheld: String { "No more time was granted; whose session it is is told why." }

  /// The latches that are known by number, and by bit where the number is not known yet.
  func latchViews(_ status: EngineStatus) -> [LatchView] {
    var views = latches.filter { status.latches & $0.cause.mask != 0 }
    for cause in LatchCause.allCases
    where status.latches & cause.mask != 0 && !views.contains(where: { $0.cause == cause }) {
      let isNewest = status.newestLatchCause == cause.rawValue
      views.append(LatchView(number: isNewest ? status.newestLatch : 0, cause: cause))
    }
    return views
  }

  /// Which limits shape the output now, those that bind first.
  public func explanations(_ status: EngineStatus) -> [LimitExplanation] {
    guard let active = session,
      active.program.segments.indices.contains(Int(status.segment)),
      active.program.engine.steps.indices.contains(Int(status.step))
    else { return [] }
    let segment = active.program.segments[Int(status.segment)]
    let reaction = active.program.engine.steps[Int(status.step)].reaction
    var all = EngineLimiter.allCases.map { limiter in
      var row = row(limiter, segment, reaction, status)
      row.active = status.limiter == limiter
      return row
    }
    all.append(person(active.shares[segment.zoneSide], millimeters(status.commandedAmplitude)))
    all.append(
      LimitExplanation(
        "application", "\(seconds(segment.limits.energisedMax)) s",
        "\(seconds(status.segmentEnergised)) s", "safety class, domain.md §4.3 [E]"))
    return all.filter(\.active) + all.filter { !$0.active }
  }

  private func row(
    _ limiter: EngineLimiter, _ segment: ProvedSegment, _ reaction: TimelineReaction,
    _ status: EngineStatus
  ) -> LimitExplanation {
    let bounds = segment.limits.bounds
    let commanded = millimeters(status.commandedAmplitude)
    return switch limiter {
    case .none:
      LimitExplanation(
        "program", millimeters(status.programAmplitude), commanded,
        "what was written, step \(status.step + 1) of \(status.steps)")
    case .slew:
      LimitExplanation(
        "slew",
        "\(whole(Limits.amplitudeSlewAbove.millimeters)) mm/s above what was tolerated, "
          + "\(whole(Limits.amplitudeSlewToTolerated.millimeters)) mm/s below; "
          + "\(whole(Limits.frequencySlewPerSecond.hertz)) Hz/s",
        commanded, "design default [E], domain.md §4.3")
    case .amplitude:
      LimitExplanation(
        "amplitude", millimeters(bounds.amplitudeMax), commanded,
        "profile of '\(segment.address)', person and device")
    case .acceleration:
      LimitExplanation(
        "acceleration",
        "\(tenths(bounds.accelerationMax.g)) g, "
          + "\(millimeters(bounds.amplitudeCap(at: status.commandedFrequency))) at this frequency",
        "\(tenths(status.acceleration.g)) g", "safety class, domain.md §2 [E]")
    case .softened:
      LimitExplanation(
        "soften", "\(whole(status.factor * 100)) % of the program", commanded,
        "somebody asked for less in this session")
    case .credit:
      LimitExplanation(
        "ledger", "\(seconds(status.segmentCredit)) s charged so far",
        "\(seconds(status.segmentEnergised)) s delivered", "charged before delivery")
    case .driveCap:
      LimitExplanation(
        "drive", "cap safe in free air", "\(whole(status.commandedDrive.amperes * 1000)) mA",
        "actuator, control.md §2 [C]")
    case .holdContact:
      LimitExplanation(
        "hold contact", "70 % of the force that presses", commanded,
        "regulator, control.md §2 [C]")
    case .lifted:
      LimitExplanation(
        "lifted", "free-air level until contact is back", commanded, "regulator and device")
    case .derating:
      LimitExplanation(
        "temperature", "what the device derates at",
        "head \(degrees(status.head)), winding \(degrees(status.winding))",
        "device, domain.md §4.2 [E]")
    case .frozen:
      LimitExplanation(
        "measurement", "newer than \(Limits.telemetryFreezes.milliseconds) ms",
        "\(status.telemetryAge.milliseconds) ms old", "promises.md §2 [E]")
    case .deviceGuard:
      LimitExplanation(
        "device guard", "1.5 × target per sample", "\(tenths(status.acceleration.g)) g",
        "device, control.md §2")
    case .frequency:
      LimitExplanation(
        "frequency",
        "\(tenths(bounds.frequencyMin.hertz))–\(tenths(bounds.frequencyMax.hertz)) Hz",
        "\(tenths(status.commandedFrequency.hertz)) Hz", "profile of '\(segment.address)'")
    case .force:
      LimitExplanation(
        "force",
        reaction.forceLimit.newtons.isFinite
          ? "nothing from \(tenths(reaction.forceLimit.newtons)) N on" : "this step has no limit",
        status.contactForce.newtons.isFinite
          ? "\(tenths(status.contactForce.newtons)) N" : "unknown", "the step's own limit")
    case .pain:
      LimitExplanation(
        "pain",
        reaction.painThreshold <= 10
          ? "\(whole(reaction.painFactor * 100)) % of the program from \(reaction.painThreshold) on"
          : "this step does not react",
        status.pain.map { "\($0)" } ?? "none said", "what the step does about pain")
    }
  }

  /// What this person's share is; active wherever anything is taken away.
  private func person(_ share: PersonShare?, _ commanded: String) -> LimitExplanation {
    let share = share ?? PersonShare(factor: 1, reason: "")
    var row = LimitExplanation(
      "person", "\(whole(share.factor * 100)) % of the profile's amplitude", commanded,
      share.reason.isEmpty ? "nothing is taken away" : share.reason)
    row.active = share.factor < 1
    row.isPersonal = true
    return row
  }

  private func whole(_ value: Float) -> Int { Int(value.rounded()) }

  private func tenths(_ value: Float) -> String {
    let rounded = whole(value * 10)
    return "\(rounded < 0 ? "−" : "")\(abs(rounded) / 10).\(abs(rounded) % 10)"
  }

  private func degrees(_ value: Temperature) -> String {
    value.celsius.isFinite ? "\(tenths(value.celsius)) °C" : "unknown"
  }

  private func millimeters(_ value: Displacement) -> String {
    let hundredths = Int((value.millimeters * 100).rounded())
    let tail = hundredths % 100
    return "\(hundredths / 100).\(tail < 10 ? "0" : "")\(tail) mm"
  }
}

extension QuarantineReason {
  /// What made it, in one sentence.
  public var explanation: String {
    switch self {
    case .none: "nothing is wrong with it."
    case .version:
      "it speaks another major version of the protocol; update the daemon or the device."
    case .identity: "it describes an actuator that cannot be."
    case .clock: "its clock ran backwards or leapt."
    case .measurement: "its measurements contradict each other."
    case .state: "its state contradicts what it was told."
    case .serialNumber: "the serial number it gives is not the one it has on USB."
    }
  }
}
