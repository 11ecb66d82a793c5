// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// A link over the daemon's socket; the typed client does the work.
struct SocketLink: DaemonLink {
  let client: TonusClient

  func devices() async throws -> [Device] { try await client.listDevices() }
  func zones(_ choice: Control.FindZonesParameters) async throws -> Control.FindZonesReply {
    try await client.findZones(choice)
  }

  func zone(_ name: String) async throws -> Control.ShowZoneReply {
    try await client.showZone(zone: name)
  }

  func map(_ parameters: Control.DrawZonesParameters) async throws -> Control.DrawZonesReply {
    try await client.drawZones(parameters)
  }

  func seventeen() async throws -> Control.ListSeventeenReply { try await client.listSeventeen() }
  func presets() async throws -> [Preset] { try await client.listPresets() }

  func preset(_ name: String) async throws -> (preset: Preset, text: String) {
    let reply = try await client.showPreset(name: name)
    return (reply.preset, reply.text)
  }

  func questions(_ subject: String?) async throws -> QuestionSheet {
    try await client.questions(subject: subject)
  }

  func answer(_ subject: String?, _ answers: [Answer]) async throws
    -> Control.AnswerQuestionsReply
  {
    try await client.answerQuestions(subject: subject, answers: answers)
  }

  func agree(_ subject: String?, _ agreement: Agreement) async throws -> [String] {
    try await client.recordAgreement(
      subject: subject, question: agreement.question, clinician: agreement.clinician,
      date: agreement.date)
  }

  func plans() async throws -> [PlanProgram] { try await client.listPlans() }

  func plan(_ name: String, _ side: String?, _ subject: String?) async throws
    -> Control.ShowPlanReply
  {
    try await client.showPlan(name: name, side: side, subject: subject)
  }

  func assess(_ subject: String?, _ assessment: Assessment) async throws -> Control.AssessReply {
    try await client.assess(subject: subject, assessment: assessment)
  }

  func proposal(_ subject: String?) async throws -> Control.ProposePlanReply {
    try await client.proposePlan(subject: subject)
  }

  func check(_ target: Target, _ subject: String?, _ device: String?) async throws -> Plan {
    try await client.check(target: target, subject: subject, device: device)
  }

  func acquire(_ device: String?) async throws -> (lease: String, device: String) {
    let reply = try await client.acquire(device: device)
    return (reply.lease, reply.device)
  }

  func renew(_ lease: String) async throws { _ = try await client.renew(lease: lease) }
  func release(_ lease: String) async throws { try await client.release(lease: lease) }

  func start(_ lease: String, _ target: Target, _ subject: String?) async throws
    -> (session: String, plan: Plan)
  {
    let reply = try await client.start(lease: lease, target: target, subject: subject)
    return (reply.session, reply.plan)
  }

  func setpoint(
    _ lease: String, _ frequency: Double, _ amplitude: Double, _ validMs: Int, _ actuator: Int
  ) async throws -> Telemetry {
    try await client.setpoint(
      lease: lease, frequency: frequency, amplitude: amplitude, validMs: validMs,
      actuator: actuator)
  }

  func status(_ device: String?) async throws -> Status { try await client.monitor(device: device) }

  func monitor(_ device: String?, periodMs: Int) -> AsyncThrowingStream<Status, any Error> {
    client.watch(device: device, periodMs: periodMs)
  }

  func explain(_ device: String?) async throws -> (status: Status, explanations: [Explanation]) {
    let reply = try await client.explain(device: device)
    return (reply.status, reply.explanations)
  }

  func stop(_ device: String?) async throws -> Standstill { try await client.stop(device: device) }
  func pause(_ device: String?) async throws { try await client.pause(device: device) }
  func soften(_ device: String?) async throws -> Double { try await client.soften(device: device) }

  func resume(_ device: String?, _ lease: String?) async throws {
    try await client.resume(device: device, lease: lease)
  }

  func stronger(_ device: String?, _ lease: String) async throws -> Double {
    try await client.stronger(device: device, lease: lease)
  }

  func goOn(_ device: String?, _ lease: String) async throws {
    try await client.goOn(device: device, lease: lease)
  }

  func answer(_ device: String?, _ lease: String?, _ number: Int) async throws {
    try await client.giveAnswer(device: device, lease: lease, number: number)
  }

  func pain(_ device: String?, _ number: Int) async throws {
    try await client.pain(device: device, number: number)
  }

  func clear(_ device: String?, _ latch: Int, _ cause: String) async throws {
    try await client.clear(device: device, latch: latch, cause: cause)
  }

  func history(_ subject: String?, _ limit: Int?) async throws -> [Record] {
    try await Self.pages(limit) {
      try await client.history(subject: subject, limit: $0, skip: $1)
    }
  }

  /// Asks for the next page until there is no more, or as many as were wanted.
  private static func pages<T>(_ limit: Int?, _ page: (Int?, Int?) async throws -> [T]) async throws
    -> [T]
  {
    guard let limit else { return try await page(nil, nil) }
    var all: [T] = []
    while all.count < limit {
      let wanted = min(500, limit - all.count)
      let next = try await page(wanted, all.isEmpty ? nil : all.count)
      all += next
      guard next.count == wanted else { break }
    }
    return all
  }

  func record(_ session: String) async throws -> Record {
    try await client.showRecord(session: session)
  }

  func curve(_ session: String) async throws -> Curve {
    try await client.showCurve(session: session)
  }

  func subjects() async throws -> [String] { try await client.listSubjects() }

  func diary(_ subject: String?, _ limit: Int?) async throws -> [DiaryEntry] {
    try await Self.pages(limit) { try await client.diary(subject: subject, limit: $0, skip: $1) }
  }

  func write(_ entry: Control.WriteDiaryParameters) async throws
    -> (locks: [ZoneLock], notes: [String])
  {
    let reply = try await client.writeDiary(entry)
    return (reply.locks, reply.notes)
  }

  func unlock(_ subject: String?, _ zone: String, _ side: String?, gone: Bool) async throws
    -> [ZoneLock]
  {
    try await client.unlock(subject: subject, zone: zone, side: side, gone: gone)
  }

  func course(_ subject: String?) async throws -> Course {
    try await client.showCourse(subject: subject)
  }

  func dose(_ subject: String?, _ zones: [String]?) async throws -> Dose {
    try await client.showDose(subject: subject, zones: zones)
  }

  func export(_ subject: String?) async throws -> [String] {
    try await client.export(subject: subject)
  }

  func restore(_ subject: String?, _ records: [String]) async throws -> Control.RestoreReply {
    try await client.restore(subject: subject, records: records)
  }

  func erase(_ subject: String?) async throws -> Control.EraseReply {
    try await client.erase(subject: subject, confirm: true)
  }

  func timings(_ device: String?) async throws -> Timing {
    try await client.timings(device: device)
  }

  func diagnosis() async throws -> Control.Diagnosis { try await client.diagnose() }

  func close() async { await client.close() }
}
