// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Ledger
import Logging
import Varlink

extension ControlService {
  /// How many records go into one part of an export: well below the longest reply.
  private static var exportPart: Int { 200 }
  /// Bytes of records in one reply to a caller who did not ask for parts.
  private static var exportOnce: Int { 4 << 20 }

  /// Everything of a subject: in parts to whoever asks for more, else at once.
  func export(_ call: Call) async throws -> [String: JSON] {
    let parameters: Control.ExportParameters = try call.decode()
    let subject = plane.subject(parameters.subject, uid: call.connection.peer.uid)
    var part = try plane.store.export(subject: subject, count: Self.exportPart)
    guard call.more else {
      var records = part.records
      while let next = part.next {
        part = try plane.store.export(subject: subject, from: next, count: Self.exportPart)
        records += part.records
        guard records.reduce(0, { $0 + $1.utf8.count }) < Self.exportOnce else {
          throw ControlError.messageInvalid(
            "There is too much for one reply. Call Export with more, as 'tonus export' does.")
        }
      }
      return try JSON(encoding: Control.ExportReply(records: records)).object ?? [:]
    }
    while let next = part.next {
      try await call.reply(
        JSON(encoding: Control.ExportReply(records: part.records)).object ?? [:])
      part = try plane.store.export(subject: subject, from: next, count: Self.exportPart)
    }
    return try JSON(encoding: Control.ExportReply(records: part.records)).object ?? [:]
  }

  func restore(_ parameters: Control.RestoreParameters, _ connection: Connection) throws
    -> Control.RestoreReply
  {
    let subject = plane.subject(parameters.subject, uid: connection.peer.uid)
    let restored = try plane.store.restore(
      parameters.records, subject: subject, now: plane.clock.reading())
    plane.reconsider()
    log.notice(
      "Restored \(restored.added) records for \(subject), \(restored.edited) edited, asked by \(connection.peer)."
    )
    return Control.RestoreReply(
      added: restored.added, known: restored.known, edited: restored.edited,
      notes: restored.notes)
  }

  func erase(_ parameters: Control.EraseParameters, _ connection: Connection) throws
    -> Control.EraseReply
  {
    guard parameters.confirm else {
      throw ControlError.refused(
        "Nothing was erased. Say so with confirm, it cannot be undone.", rule: "confirm")
    }
    let subject = plane.subject(parameters.subject, uid: connection.peer.uid)
    let erased = try plane.store.erase(subject: subject, now: plane.clock.reading())
    plane.reconsider()
    log.notice("Erased the records of a subject, asked by \(connection.peer).")
    return Control.EraseReply(
      sessions: erased.sessions, entries: erased.entries, kept: erased.kept)
  }
}
