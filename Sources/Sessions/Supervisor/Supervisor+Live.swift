// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

extension Supervisor {
  /// How long an armed device waits at zero for the first setpoint of a stream `[E]`.
  static var firstSetpointWithin: Interval { .seconds(Int64(5)) }

  /// What a stream drives until its client says more: nothing.
  func openingSetpoint(_ program: ProvedProgram, _ now: Moment) -> [Effect] {
    guard let bounds = program.liveBounds else { return [] }
    let until = now.instant + .seconds(Self.firstSetpointWithin.seconds * pace)
    return [
      .engine(
        .setpoint(LiveSetpoint(frequency: bounds.frequencyMin, amplitude: .zero, until: until)))
    ]
  }

  /// Checks one setpoint against what the stream was bound to, and passes it on.
  mutating func take(
    _ setpoint: SetpointRequest, _ lease: LeaseID, _ id: RequestID, _ connection: ConnectionID,
    _ now: Moment, _ status: EngineStatus
  ) throws(SessionError) -> [Effect] {
    let renewal = try use(lease, connection, now)
    guard var active = session, status.phase != .stopping else { throw notRunning("steer") }
    guard let bounds = active.program.liveBounds else {
      throw .notRunning(
        message:
          "The session on '\(device)' runs a program and takes no setpoints; start a live one with 'tonus drive'."
      )
    }
    try Self.require(setpoint, within: bounds)
    let driven = active.program.actuatorsNeeded
    guard setpoint.actuator >= 0, setpoint.actuator < driven else {
      throw .refused(
        message:
          "The stream drives \(driven == 1 ? "actuator 0 alone" : "actuators 0 to \(driven - 1)") and not \(setpoint.actuator); start one of more actuators, or name one of these.",
        rule: "actuator")
    }
    let live = LiveSetpoint(
      frequency: setpoint.frequency, amplitude: setpoint.amplitude,
      until: now.instant + .seconds(setpoint.validFor.seconds * pace),
      actuator: UInt8(setpoint.actuator))
    let due = active.stream.take(live, at: now.instant)
    session = active
    return [renewal] + due.map { .engine(.setpoint($0)) }
      + [.reply(id, .taken(superseded: active.stream.superseded))]
  }

  /// Passes on the setpoint that had to wait.
  mutating func passOn(_ now: Moment, _ effects: inout [Effect]) {
    for due in session?.stream.due(at: now.instant) ?? [] {
      effects.append(.engine(.setpoint(due)))
    }
  }

  /// Refuses what is outside; nothing is clamped, so that nobody believes in what is not driven.
  static func require(_ setpoint: SetpointRequest, within bounds: Bounds) throws(SessionError) {
    let frequency = setpoint.frequency
    // Written on the bare numbers, so that what is none is refused.
    guard frequency.hertz >= bounds.frequencyMin.hertz,
      frequency.hertz <= bounds.frequencyMax.hertz
    else {
      throw .refused(
        message:
          "\(text(frequency.hertz)) Hz is outside the stream's \(text(bounds.frequencyMin.hertz)) to \(text(bounds.frequencyMax.hertz)) Hz; ask for a frequency inside.",
        rule: "frequency")
    }
    let cap = bounds.amplitudeCap(at: frequency)
    let amplitude = setpoint.amplitude
    // A micrometre's tenth is what single precision makes of a decimal fraction.
    guard amplitude.millimeters >= 0, amplitude.millimeters <= cap.millimeters + 1e-4 else {
      let limit =
        bounds.limit(at: frequency) == .acceleration
        ? "which \(text(bounds.accelerationMax.g)) g leave at \(text(frequency.hertz)) Hz"
        : "the stream's peak"
      throw .refused(
        message:
          "\(text(amplitude.millimeters)) mm is outside 0 to \(text(cap.millimeters)) mm, \(limit); ask for less.",
        rule: "amplitude")
    }
    let valid = setpoint.validFor
    guard valid >= SetpointRequest.shortest, valid <= SetpointRequest.longest else {
      throw .refused(
        message:
          "A setpoint cannot hold for \(valid.milliseconds) ms; give \(SetpointRequest.shortest.milliseconds) to \(SetpointRequest.longest.milliseconds) ms, and repeat it.",
        rule: "validity")
    }
  }

  /// Two decimals, rounded down, so that a limit that is shown holds.
  private static func text(_ value: Float) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "\(value)" }
    let hundredths = Int((Double(value) * 100 + 1e-3).rounded(.down))
    let tail = abs(hundredths % 100)
    let sign = hundredths < 0 ? "-" : ""
    return "\(sign)\(abs(hundredths / 100)).\(tail < 10 ? "0" : "")\(tail)"
  }
}

extension ProvedProgram {
  /// What a live stream is held to; nil for a program.
  var liveBounds: Bounds? {
    steps.first { $0.kind == .live }.map { segments[Int($0.segment)].limits.bounds }
  }

  /// Whether a client steers it from moment to moment.
  public var isLive: Bool { steps.contains { $0.kind == .live } }
}
