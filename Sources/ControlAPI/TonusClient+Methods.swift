// SPDX-License-Identifier: Apache-2.0

import Varlink

extension TonusClient {
  public func listDevices() async throws -> [Control.Device] {
    try await call("ListDevices", Control.ListDevicesReply.self).devices
  }

  /// Zones that fit all that is given.
  public func findZones(_ parameters: Control.FindZonesParameters = .init()) async throws
    -> Control.FindZonesReply
  {
    try await call("FindZones", parameters, Control.FindZonesReply.self)
  }

  /// Exactly one zone, with the origin of everything; NoSuchZone lists what was meant otherwise.
  public func showZone(zone: String) async throws -> Control.ShowZoneReply {
    try await call("ShowZone", Control.ShowZoneParameters(zone: zone), Control.ShowZoneReply.self)
  }

  /// Zones on a body, as SVG and in characters.
  public func drawZones(_ parameters: Control.DrawZonesParameters) async throws
    -> Control.DrawZonesReply
  {
    try await call("DrawZones", parameters, Control.DrawZonesReply.self)
  }

  /// The list "17 (reconstructed)".
  public func listSeventeen() async throws -> Control.ListSeventeenReply {
    try await call("ListSeventeen", Control.ListSeventeenReply.self)
  }

  public func listPresets() async throws -> [Control.Preset] {
    try await call("ListPresets", Control.ListPresetsReply.self).presets
  }

  public func showPreset(name: String) async throws -> Control.ShowPresetReply {
    try await call(
      "ShowPreset", Control.ShowPresetParameters(name: name), Control.ShowPresetReply.self)
  }

  /// The questions, and until when (RFC 3339) earlier answers still hold; empty means they must be
  /// asked.
  public func questions(subject: String? = nil) async throws -> Control.QuestionsReply {
    try await call(
      "Questions", Control.QuestionsParameters(subject: subject), Control.QuestionsReply.self)
  }

  public func answerQuestions(subject: String? = nil, answers: [Control.Answer]) async throws
    -> Control.AnswerQuestionsReply
  {
    try await call(
      "AnswerQuestions", Control.AnswerQuestionsParameters(subject: subject, answers: answers),
      Control.AnswerQuestionsReply.self)
  }

  /// Keeps that a clinician agreed; returns what the answers take away now.
  public func recordAgreement(
    subject: String? = nil, question: String, clinician: String, date: String
  ) async throws -> [String] {
    try await call(
      "RecordAgreement",
      Control.RecordAgreementParameters(
        subject: subject, question: question, clinician: clinician, date: date),
      Control.RecordAgreementReply.self
    ).restrictions
  }

  public func listPlans() async throws -> [Control.PlanProgram] {
    try await call("ListPlans", Control.ListPlansReply.self).plans
  }

  public func showPlan(name: String, side: String? = nil, subject: String? = nil) async throws
    -> Control.ShowPlanReply
  {
    try await call(
      "ShowPlan", Control.ShowPlanParameters(name: name, side: side, subject: subject),
      Control.ShowPlanReply.self)
  }

  /// Keeps an assessment; returns what it suggests and what has changed.
  public func assess(subject: String? = nil, assessment: Control.Assessment) async throws
    -> Control.AssessReply
  {
    try await call(
      "Assess", Control.AssessParameters(subject: subject, assessment: assessment),
      Control.AssessReply.self)
  }

  /// What the last assessment suggests.
  public func proposePlan(subject: String? = nil) async throws -> Control.ProposePlanReply {
    try await call(
      "ProposePlan", Control.ProposePlanParameters(subject: subject), Control.ProposePlanReply.self)
  }

  /// Proves without running.
  public func check(target: Control.Target, subject: String? = nil, device: String? = nil)
    async throws -> Control.Plan
  {
    try await call(
      "Check", Control.CheckParameters(target: target, subject: subject, device: device),
      Control.CheckReply.self
    ).plan
  }

  /// The right to drive one device, held by this connection, for 1 s unless renewed by Renew, Start
  /// or any other call that names it.
  public func acquire(device: String? = nil) async throws -> Control.AcquireReply {
    try await call("Acquire", Control.AcquireParameters(device: device), Control.AcquireReply.self)
  }

  public func renew(lease: String) async throws -> Int {
    try await call("Renew", Control.RenewParameters(lease: lease), Control.RenewReply.self)
      .expiresInMs
  }

  /// Ramps down if something runs.
  public func release(lease: String) async throws {
    _ = try await call("Release", Control.ReleaseParameters(lease: lease))
  }

  /// Needs the lease.
  ///
  /// Returns when the device is armed and the first step has begun, or the reason why not.
  public func start(lease: String, target: Control.Target, subject: String? = nil) async throws
    -> Control.StartReply
  {
    try await call(
      "Start", Control.StartParameters(lease: lease, target: target, subject: subject),
      Control.StartReply.self)
  }

  /// Drives a live session for `validMs` (20 to 1000, 250 unless given); tells what was measured last.
  public func setpoint(
    lease: String, frequency: Double, amplitude: Double, validMs: Int? = nil, actuator: Int? = nil
  ) async throws -> Control.Telemetry {
    try await call(
      "Setpoint",
      Control.SetpointParameters(
        lease: lease, frequency: frequency, amplitude: amplitude, validMs: validMs,
        actuator: actuator),
      Control.SetpointReply.self
    ).telemetry
  }

  /// Called with more: a reply at every period (default 100 ms, at least 10) until the connection
  /// closes.
  ///
  /// Without: one.
  public func monitor(device: String? = nil, periodMs: Int? = nil) async throws -> Control.Status {
    try await call(
      "Monitor", Control.MonitorParameters(device: device, periodMs: periodMs),
      Control.MonitorReply.self
    ).status
  }

  public func explain(device: String? = nil) async throws -> Control.ExplainReply {
    try await call("Explain", Control.ExplainParameters(device: device), Control.ExplainReply.self)
  }

  /// From anyone, without a lease, always.
  ///
  /// Returns when standstill is confirmed or has failed to be.
  public func stop(device: String? = nil) async throws -> Control.StopReply {
    try await call("Stop", Control.StopParameters(device: device), Control.StopReply.self)
  }

  public func pause(device: String? = nil) async throws {
    _ = try await call("Pause", Control.PauseParameters(device: device))
  }

  /// Lowers the amplitude by a fifth each time, for the rest of the session.
  public func soften(device: String? = nil) async throws -> Double {
    try await call("Soften", Control.SoftenParameters(device: device), Control.SoftenReply.self)
      .factor
  }

  /// Needs the lease, or a connection of its holder's user: re-arms and ramps from zero.
  public func resume(device: String? = nil, lease: String? = nil) async throws {
    _ = try await call("Resume", Control.ResumeParameters(device: device, lease: lease))
  }

  /// Takes back some of a Soften, in steps that the safety class allows, 20 s apart at least.
  ///
  /// Needs the lease.
  public func stronger(device: String? = nil, lease: String) async throws -> Double {
    try await call(
      "Stronger", Control.StrongerParameters(device: device, lease: lease),
      Control.StrongerReply.self
    ).factor
  }

  /// The person has moved the head: ends a move step.
  ///
  /// Needs the lease.
  public func goOn(device: String? = nil, lease: String) async throws {
    _ = try await call("GoOn", Control.GoOnParameters(device: device, lease: lease))
  }

  /// Names the latch by number and cause; only when the cause is gone; moves nothing.
  public func clear(device: String? = nil, latch: Int, cause: String) async throws {
    _ = try await call("Clear", Control.ClearParameters(device: device, latch: latch, cause: cause))
  }

  public func history(subject: String? = nil, limit: Int? = nil, skip: Int? = nil) async throws
    -> [Control.Record]
  {
    try await call(
      "History", Control.HistoryParameters(subject: subject, limit: limit, skip: skip),
      Control.HistoryReply.self
    ).records
  }

  public func showRecord(session: String) async throws -> Control.Record {
    try await call(
      "ShowRecord", Control.ShowRecordParameters(session: session), Control.ShowRecordReply.self
    ).record
  }

  public func timings(device: String? = nil) async throws -> Control.Timing {
    try await call("Timings", Control.TimingsParameters(device: device), Control.TimingsReply.self)
      .timing
  }

  /// What only the daemon knows about itself and its links.
  public func diagnose() async throws -> Control.Diagnosis {
    try await call("Diagnose", Control.DiagnoseReply.self).diagnosis
  }

  /// The person's answer to the question at hand, 0 to 10.
  public func giveAnswer(device: String? = nil, lease: String? = nil, number: Int) async throws {
    _ = try await call(
      "GiveAnswer", Control.GiveAnswerParameters(device: device, lease: lease, number: number))
  }

  /// How much it hurts, 0 to 10.
  public func pain(device: String? = nil, number: Int) async throws {
    _ = try await call("Pain", Control.PainParameters(device: device, number: number))
  }

  /// A session's curves; empty lists where none was kept.
  public func showCurve(session: String) async throws -> Control.Curve {
    try await call(
      "ShowCurve", Control.ShowCurveParameters(session: session), Control.ShowCurveReply.self
    ).curve
  }
}
