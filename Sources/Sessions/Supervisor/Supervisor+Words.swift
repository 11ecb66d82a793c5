// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
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
    overview.reason =
      active.storageFailure
      ?? (status.phase == .stopping && status.reason != .none ? reasonText(status.reason) : nil)
    return overview
  }

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

  /// Which limits shape the output now, tightest first.
  public func explanations(_ status: EngineStatus) -> [LimitExplanation] {
    guard let active = session,
      active.program.segments.indices.contains(Int(status.segment))
    else { return [] }
    let segment = active.program.segments[Int(status.segment)]
    let bounds = segment.limits.bounds
    let commanded = millimeters(status.commandedAmplitude)
    let cap = bounds.amplitudeCap(at: status.commandedFrequency)
    var all: [LimitExplanation] = [
      explain(
        "program", millimeters(status.programAmplitude), commanded, status.limiter == .none,
        "what was written, step \(status.step + 1) of \(status.steps)"),
      explain(
        "soften", "\(Int(status.factor * 100)) % of the program", commanded,
        status.limiter == .softened, "somebody asked for less in this session"),
      explain(
        "slew", "1 mm/s above what was tolerated, 20 mm/s below; 20 Hz/s", commanded,
        status.limiter == .slew, "design default [E], domain.md §4.3"),
      explain(
        "amplitude", millimeters(bounds.amplitudeMax), commanded,
        status.limiter == .amplitude, "profile of '\(segment.address)', person and device"),
      person(active.shares[segment.zoneSide], commanded),
      explain(
        "acceleration",
        "\(tenths(bounds.accelerationMax.g)) g, \(millimeters(cap)) at this frequency",
        "\(tenths(status.acceleration.g)) g", status.limiter == .acceleration,
        "safety class, domain.md §4.4 [E]"),
      explain(
        "hold contact", "70 % of the force that presses", commanded,
        status.limiter == .holdContact, "regulator, control.md §2 [C]"),
      explain(
        "lifted", "free-air level until contact is back", commanded, status.limiter == .lifted,
        "regulator and device"),
      explain(
        "drive", "cap safe in free air", "\(Int(status.commandedDrive.amperes * 1000)) mA",
        status.limiter == .driveCap, "actuator, control.md §2 [C]"),
      explain(
        "temperature", "head 40 °C, winding 90 °C",
        "\(degrees(status.head)), \(degrees(status.winding))",
        status.limiter == .derating, "domain.md §4.2 [E]"),
      explain(
        "device guard", "1.5 × target per sample", "\(tenths(status.acceleration.g)) g",
        status.limiter == .deviceGuard, "device, control.md §2"),
      explain(
        "measurement", "newer than 100 ms", "\(status.telemetryAge.milliseconds) ms old",
        status.limiter == .frozen, "design §6"),
      explain(
        "frequency", "\(tenths(bounds.frequencyMin.hertz))–\(tenths(bounds.frequencyMax.hertz)) Hz",
        "\(tenths(status.commandedFrequency.hertz)) Hz", status.limiter == .frequency,
        "profile of '\(segment.address)'"),
      explain(
        "ledger", "\(seconds(status.segmentCredit)) s charged so far",
        "\(seconds(status.segmentEnergised)) s delivered", status.limiter == .credit,
        "charged before delivery"),
      explain(
        "application", "\(seconds(segment.limits.energisedMax)) s",
        "\(seconds(status.segmentEnergised)) s", false, "safety class, domain.md §4.3 [E]"),
    ]
    // What binds now comes first; the rest keeps its order.
    all = all.filter(\.active) + all.filter { !$0.active }
    return all
  }

  /// What this person's share is; active wherever anything is taken away.
  private func person(_ share: PersonShare?, _ commanded: String) -> LimitExplanation {
    let share = share ?? PersonShare(factor: 1, reason: "")
    return explain(
      "person", "\(Int((share.factor * 100).rounded())) % of the profile's amplitude", commanded,
      share.factor < 1, share.reason.isEmpty ? "nothing is taken away" : share.reason)
  }

  private func explain(
    _ limit: String, _ bounds: String, _ actual: String, _ active: Bool, _ source: String
  ) -> LimitExplanation {
    LimitExplanation(limit: limit, bounds: bounds, actual: actual, active: active, source: source)
  }

  private func tenths(_ value: Float) -> String {
    let rounded = Int((value * 10).rounded())
    return "\(rounded / 10).\(abs(rounded % 10))"
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
    case .restarts: "it restarts again and again."
    case .unsupported: "it has an actuator that this daemon does not drive."
    case .serialNumber: "the serial number it gives is not the one it has on USB."
    }
  }
}
