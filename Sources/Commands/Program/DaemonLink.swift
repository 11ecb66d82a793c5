// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// One connection to a daemon, with what the commands ask of it; it throws `CommandFailure`.
protocol DaemonLink: Sendable {
  func devices() async throws -> [Device]
  func zones(_ choice: Control.FindZonesParameters) async throws -> Control.FindZonesReply
  func zone(_ name: String) async throws -> Control.ShowZoneReply
  func map(_ parameters: Control.DrawZonesParameters) async throws -> Control.DrawZonesReply
  func seventeen() async throws -> Control.ListSeventeenReply
  func presets() async throws -> [Preset]
  func preset(_ name: String) async throws -> (preset: Preset, text: String)
  func questions(_ subject: String?) async throws -> QuestionSheet
  func answer(_ subject: String?, _ answers: [Answer]) async throws
    -> Control.AnswerQuestionsReply
  func agree(_ subject: String?, _ agreement: Agreement) async throws -> [String]
  func plans() async throws -> [PlanProgram]
  func plan(_ name: String, _ side: String?, _ subject: String?) async throws
    -> Control.ShowPlanReply
  func assess(_ subject: String?, _ assessment: Assessment) async throws -> Control.AssessReply
  func proposal(_ subject: String?) async throws -> Control.ProposePlanReply
  func check(_ target: Target, _ subject: String?, _ device: String?) async throws -> Plan
  func acquire(_ device: String?) async throws -> (lease: String, device: String)
  func renew(_ lease: String) async throws
  func release(_ lease: String) async throws
  func start(_ lease: String, _ target: Target, _ subject: String?) async throws
    -> (session: String, plan: Plan)
  func setpoint(
    _ lease: String, _ frequency: Double, _ amplitude: Double, _ validMs: Int, _ actuator: Int
  ) async throws -> Telemetry
  func status(_ device: String?) async throws -> Status
  /// Ends when the connection does.
  func monitor(_ device: String?, periodMs: Int) -> AsyncThrowingStream<Status, any Error>
  func explain(_ device: String?) async throws -> (status: Status, explanations: [Explanation])
  func stop(_ device: String?) async throws -> Standstill
  func pause(_ device: String?) async throws
  func soften(_ device: String?) async throws -> Double
  func resume(_ device: String?, _ lease: String?) async throws
  func stronger(_ device: String?, _ lease: String) async throws -> Double
  func goOn(_ device: String?, _ lease: String) async throws
  func answer(_ device: String?, _ lease: String?, _ number: Int) async throws
  func pain(_ device: String?, _ number: Int) async throws
  func clear(_ device: String?, _ latch: Int, _ cause: String) async throws
  func history(_ subject: String?, _ limit: Int?) async throws -> [Record]
  func record(_ session: String) async throws -> Record
  func curve(_ session: String) async throws -> Curve
  func subjects() async throws -> [String]
  func diary(_ subject: String?, _ limit: Int?) async throws -> [DiaryEntry]
  func write(_ entry: Control.WriteDiaryParameters) async throws
    -> (locks: [ZoneLock], notes: [String])
  func unlock(_ subject: String?, _ zone: String, _ side: String?, gone: Bool) async throws
    -> [ZoneLock]
  func course(_ subject: String?) async throws -> Course
  func dose(_ subject: String?, _ zones: [String]?) async throws -> Dose
  func export(_ subject: String?) async throws -> [String]
  func restore(_ subject: String?, _ records: [String]) async throws -> Control.RestoreReply
  func erase(_ subject: String?) async throws -> Control.EraseReply
  func timings(_ device: String?) async throws -> Timing
  func diagnosis() async throws -> Control.Diagnosis
  func close() async
}

/// Opens connections to one daemon; several at once where one of them may be busy.
protocol DaemonSource: Sendable {
  func connect() async throws -> any DaemonLink
  func close() async
}
