// SPDX-License-Identifier: Apache-2.0
import Quantities

extension Supervisor {
  /// The person's answer to the question at hand, which may lead on: from the holder's user only.
  mutating func answer(
    _ number: UInt8, _ lease: LeaseID?, _ id: RequestID, _ connection: ConnectionID,
    _ now: Moment, _ status: EngineStatus
  ) throws(SessionError) -> [Effect] {
    guard session != nil else { throw notRunning("answer") }
    var effects: [Effect] = []
    if let lease {
      effects = [try use(lease, connection, now)]
    } else {
      try requireHolder(connection)
    }
    guard status.phase == .asking else {
      throw .notRunning(
        message:
          "The session on '\(device)' has no open question; report pain at any time with 'tonus pain'."
      )
    }
    note(number, asked: true, now, status)
    return effects + [.engine(.answer(number)), .reply(id, .done)]
  }

  /// How much it hurts: more from anyone, for it only ever softens; less from the holder's user.
  ///
  /// Only the holder's user speaks for the person: what others say goes into no record.
  mutating func report(
    pain number: UInt8, _ id: RequestID, _ connection: ConnectionID, _ now: Moment,
    _ status: EngineStatus
  ) throws(SessionError) -> [Effect] {
    guard let active = session else { throw notRunning("report pain to") }
    let known = status.pain ?? 0
    if number < known { try requireHolder(connection) }
    let holder = lease?.connection ?? active.connection
    guard holder == connection || holder.isSameUser(as: connection) else {
      return (number > known ? [.engine(.pain(number))] : []) + [.reply(id, .done)]
    }
    note(number, asked: false, now, status)
    return [.engine(.pain(number)), .reply(id, .done)]
  }

  /// Keeps what was said for the record; no more than a person can say.
  private mutating func note(_ number: UInt8, asked: Bool, _ now: Moment, _ status: EngineStatus) {
    guard var active = session, active.said.count < Self.mostSaid else { return }
    let step = Int(status.step)
    let texts = active.program.stepTexts
    active.said.append(
      SessionRecord.Said(
        since: max(.zero, now.wall - active.started), step: step,
        question: asked ? texts.indices.contains(step) ? texts[step] : "" : nil, number: number))
    session = active
  }

  private static var mostSaid: Int { 1000 }

  private func requireHolder(_ connection: ConnectionID) throws(SessionError) {
    guard let holder = lease else { throw comingToRest }
    guard holder.connection == connection || holder.connection.isSameUser(as: connection) else {
      throw busy(holder)
    }
  }
}
