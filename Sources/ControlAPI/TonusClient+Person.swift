// SPDX-License-Identifier: Apache-2.0

import Varlink

extension TonusClient {
  /// Whom the caller keeps records of.
  public func listSubjects() async throws -> [String] {
    try await call("ListSubjects", Control.ListSubjectsReply.self).subjects
  }

  public func diary(subject: String? = nil, limit: Int? = nil, skip: Int? = nil) async throws
    -> [Control.DiaryEntry]
  {
    try await call(
      "Diary", Control.DiaryParameters(subject: subject, limit: limit, skip: skip),
      Control.DiaryReply.self
    ).entries
  }

  public func writeDiary(_ entry: Control.WriteDiaryParameters) async throws
    -> Control.WriteDiaryReply
  {
    try await call("WriteDiary", entry, Control.WriteDiaryReply.self)
  }

  /// Lifts a lock once the numbness is gone completely.
  public func unlock(subject: String? = nil, zone: String, side: String?, gone: Bool) async throws
    -> [Control.ZoneLock]
  {
    try await call(
      "Unlock",
      Control.UnlockParameters(subject: subject, zone: zone, side: side, gone: gone),
      Control.UnlockReply.self
    ).locks
  }

  /// How far a person has come, and what follows for the next session.
  public func showCourse(subject: String? = nil) async throws -> Control.Course {
    try await call(
      "ShowCourse", Control.CourseParameters(subject: subject), Control.CourseReply.self
    ).course
  }

  /// What counts against the limits of the last 24 hours.
  public func showDose(subject: String? = nil, zones: [String]? = nil) async throws -> Control.Dose
  {
    try await call(
      "ShowDose", Control.DoseParameters(subject: subject, zones: zones), Control.DoseReply.self
    ).dose
  }

  /// Everything kept of a subject, in the daemon's parts, to the last.
  public func export(subject: String? = nil) async throws -> [String] {
    try await all("Export", Control.ExportParameters(subject: subject), Control.ExportReply.self)
      .flatMap(\.records)
  }

  /// Adds what an export holds and is not known.
  public func restore(subject: String? = nil, records: [String]) async throws
    -> Control.RestoreReply
  {
    try await call(
      "Restore", Control.RestoreParameters(subject: subject, records: records),
      Control.RestoreReply.self)
  }

  /// Removes what is personal; what limits still count stays without words.
  public func erase(subject: String? = nil, confirm: Bool) async throws -> Control.EraseReply {
    try await call(
      "Erase", Control.EraseParameters(subject: subject, confirm: confirm),
      Control.EraseReply.self)
  }
}
