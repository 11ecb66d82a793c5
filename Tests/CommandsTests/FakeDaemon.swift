// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Synchronization

@testable import Commands

/// A daemon that does what a test says and remembers what it was asked.
final class FakeDaemon: DaemonSource {
  struct State {
    var calls: [String] = []
    var answeredUntil: String? = "2026-11-22T02:30:00Z"
    var monitors: [AsyncThrowingStream<Status, any Error>.Continuation] = []
    var record: Record? = Samples.record
    var startFailure: CommandFailure?
    var checkFailure: CommandFailure?
    var standstill: Standstill? = Standstill(
      standstillConfirmed: true, standstillMs: 118, confirmedMs: 218, reason: "Stopped.")
    var isGone = false
  }

  let state = Mutex(State())

  var calls: [String] { state.withLock { $0.calls } }

  func count(_ name: String) -> Int { calls.filter { $0.hasPrefix(name) }.count }

  /// Says `status` to whoever watches.
  func say(_ status: Status) {
    for monitor in state.withLock({ $0.monitors }) { monitor.yield(status) }
  }

  /// Ends every connection, as a daemon that is killed does.
  func die() {
    let monitors = state.withLock {
      state -> [AsyncThrowingStream<Status, any Error>.Continuation] in
      state.isGone = true
      return state.monitors
    }
    for monitor in monitors { monitor.finish(throwing: Self.gone) }
  }

  static let gone = CommandFailure(name: "NoDaemon", message: "Gone.", exit: .unavailable)

  func connect() async throws -> any DaemonLink {
    if state.withLock({ $0.isGone }) { throw Self.gone }
    return FakeLink(daemon: self)
  }

  func close() async {}

  func note(_ call: String) throws {
    try state.withLock { state in
      guard !state.isGone else { throw Self.gone }
      state.calls.append(call)
    }
  }
}

struct FakeLink: DaemonLink {
  let daemon: FakeDaemon

  func devices() async throws -> [Device] { [Samples.device] }
  func zones(_ choice: Control.FindZonesParameters) async throws -> Control.FindZonesReply {
    Samples.found
  }
  func zone(_ name: String) async throws -> Control.ShowZoneReply { Samples.shown }
  func map(_ parameters: Control.DrawZonesParameters) async throws -> Control.DrawZonesReply {
    Samples.map
  }
  func seventeen() async throws -> Control.ListSeventeenReply { Samples.seventeen }
  func presets() async throws -> [Preset] { [Samples.preset] }
  func preset(_ name: String) async throws -> (preset: Preset, text: String) {
    (Samples.preset, "")
  }

  func questions(_ subject: String?) async throws -> QuestionSheet {
    try daemon.note("questions")
    let until = daemon.state.withLock { $0.answeredUntil }
    let questions = Samples.questions.map { question in
      var asked = question
      asked.open = until == nil
      return asked
    }
    return QuestionSheet(questions: questions, answeredUntil: until)
  }

  func answer(_ subject: String?, _ answers: [Answer]) async throws
    -> Control.AnswerQuestionsReply
  {
    try daemon.note("answer " + answers.map { "\($0.id)=\($0.yes)" }.joined(separator: ","))
    let grave = Samples.questions.filter { question in
      question.action != "warn" && answers.contains { $0.id == question.id && $0.yes }
    }
    guard grave.isEmpty else {
      throw CommandFailure(name: "Refused", message: grave[0].advice, exit: .refused)
    }
    daemon.state.withLock { $0.answeredUntil = "later" }
    return Control.AnswerQuestionsReply(answeredUntil: "later", warnings: [])
  }

  func agree(_ subject: String?, _ agreement: Agreement) async throws -> [String] { [] }

  func plans() async throws -> [PlanProgram] { [] }
  func plan(_ name: String, _ side: String?, _ subject: String?) async throws
    -> Control.ShowPlanReply
  {
    throw FakeDaemon.gone
  }
  func assess(_ subject: String?, _ assessment: Assessment) async throws -> Control.AssessReply {
    try daemon.note("assess \(assessment.patterns.joined(separator: ","))")
    throw FakeDaemon.gone
  }
  func proposal(_ subject: String?) async throws -> Control.ProposePlanReply {
    throw FakeDaemon.gone
  }

  func check(_ target: Target, _ subject: String?, _ device: String?) async throws -> Plan {
    try daemon.note("check \(target.target ?? target.programName ?? "")")
    if let failure = daemon.state.withLock({ $0.checkFailure }) { throw failure }
    return Samples.plan
  }

  func acquire(_ device: String?) async throws -> (lease: String, device: String) {
    try daemon.note("acquire")
    return ("lease-1", "sim:t1")
  }

  func renew(_ lease: String) async throws { try daemon.note("renew") }
  func release(_ lease: String) async throws { try daemon.note("release") }

  func start(_ lease: String, _ target: Target, _ subject: String?) async throws
    -> (session: String, plan: Plan)
  {
    try daemon.note("start")
    if let failure = daemon.state.withLock({ $0.startFailure }) { throw failure }
    return ("s1", Samples.plan)
  }

  func setpoint(
    _ lease: String, _ frequency: Double, _ amplitude: Double, _ validMs: Int, _ actuator: Int
  ) async throws -> Telemetry {
    try daemon.note("setpoint \(frequency) \(amplitude) \(validMs) \(actuator)")
    guard amplitude <= 1 else {
      throw CommandFailure(name: "Refused", message: "Too much.", exit: .refused)
    }
    return Samples.telemetry
  }

  func status(_ device: String?) async throws -> Status { Samples.status() }

  func monitor(_ device: String?, periodMs: Int) -> AsyncThrowingStream<Status, any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: Status.self)
    daemon.state.withLock { state in
      if state.isGone { continuation.finish(throwing: FakeDaemon.gone) }
      state.monitors.append(continuation)
      state.calls.append("monitor")
    }
    return stream
  }

  func explain(_ device: String?) async throws -> (status: Status, explanations: [Explanation]) {
    (Samples.status(), Samples.explanations)
  }

  func stop(_ device: String?) async throws -> Standstill {
    try daemon.note("stop")
    guard let standstill = daemon.state.withLock({ $0.standstill }) else {
      throw CommandFailure(
        name: "StandstillUnconfirmed", message: "Not seen.", exit: .standstillUnconfirmed)
    }
    return standstill
  }

  func pause(_ device: String?) async throws { try daemon.note("pause") }

  func soften(_ device: String?) async throws -> Double {
    try daemon.note("soften")
    return 0.8
  }

  func resume(_ device: String?, _ lease: String?) async throws { try daemon.note("resume") }

  func stronger(_ device: String?, _ lease: String) async throws -> Double {
    try daemon.note("stronger")
    return 1
  }

  func goOn(_ device: String?, _ lease: String) async throws { try daemon.note("goOn") }
  func answer(_ device: String?, _ lease: String?, _ number: Int) async throws {
    try daemon.note("answer \(number)")
  }
  func pain(_ device: String?, _ number: Int) async throws { try daemon.note("pain \(number)") }
  func curve(_ session: String) async throws -> Curve { Samples.curve }
  func clear(_ device: String?, _ latch: Int, _ cause: String) async throws {
    try daemon.note("clear \(latch) \(cause)")
  }

  func history(_ subject: String?, _ limit: Int?) async throws -> [Record] { [Samples.record] }

  func record(_ session: String) async throws -> Record {
    try daemon.note("record")
    guard let record = daemon.state.withLock({ $0.record }) else { throw FakeDaemon.gone }
    return record
  }

  func subjects() async throws -> [String] { ["self"] }
  func diary(_ subject: String?, _ limit: Int?) async throws -> [DiaryEntry] { Samples.diary }
  func write(_ entry: Control.WriteDiaryParameters) async throws
    -> (locks: [ZoneLock], notes: [String])
  {
    let numbers = [entry.pain, entry.tolerance].compactMap(\.self).map { " \($0)" }.joined()
    try daemon.note("write \(entry.kind)\(numbers)\(entry.numb == true ? " numb" : "")")
    return (entry.numb == true ? Samples.course.locks : [], Samples.course.notes)
  }
  func unlock(_ subject: String?, _ zone: String, _ side: String?, gone: Bool) async throws
    -> [ZoneLock]
  {
    try daemon.note("unlock \(zone) \(side ?? "") \(gone)")
    return []
  }
  func course(_ subject: String?) async throws -> Course { Samples.course }
  func dose(_ subject: String?, _ zones: [String]?) async throws -> Dose { Samples.dose }
  func export(_ subject: String?) async throws -> [String] { [] }
  func restore(_ subject: String?, _ records: [String]) async throws -> Control.RestoreReply {
    try daemon.note("restore \(records.count)")
    return Control.RestoreReply(added: records.count, known: 0, edited: 0)
  }
  func erase(_ subject: String?) async throws -> Control.EraseReply {
    try daemon.note("erase \(subject ?? "self")")
    return Control.EraseReply(sessions: 3, entries: 2, kept: 1)
  }
  func timings(_ device: String?) async throws -> Timing { Samples.timing }
  func diagnosis() async throws -> Control.Diagnosis { throw FakeDaemon.gone }

  func close() async {}
}
