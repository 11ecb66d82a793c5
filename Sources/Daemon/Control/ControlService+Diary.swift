// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Ledger
import Person
import Quantities
import Varlink

extension ControlService {
  func listSubjects(uid: UInt32) throws -> Control.ListSubjectsReply {
    Control.ListSubjectsReply(subjects: try plane.store.subjects(uid: uid).map(\.name))
  }

  func diary(_ parameters: Control.DiaryParameters, uid: UInt32) throws -> Control.DiaryReply {
    let limit = min(max(0, parameters.limit ?? 50), Self.longestHistory)
    let entries = try plane.store.diary(
      subject: plane.subject(parameters.subject, uid: uid), limit: limit,
      skip: parameters.skip ?? 0)
    return Control.DiaryReply(entries: entries.map { Control.DiaryEntry($0) })
  }

  func writeDiary(_ parameters: Control.WriteDiaryParameters, uid: UInt32) throws
    -> Control.WriteDiaryReply
  {
    guard let kind = DiaryEntry.Kind(rawValue: parameters.kind) else {
      let known = DiaryEntry.Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw ControlError.messageInvalid(
        "'\(parameters.kind)' is no kind of diary entry. Give one of \(known).")
    }
    let subject = plane.subject(parameters.subject, uid: uid)
    let now = plane.clock.reading()
    let before = try plane.store.dailyCourse(subject: subject).now
    let daily = parameters.daily.map { DailyLife($0) }
    let locks = try plane.store.write(
      DiaryEntry(
        kind, session: parameters.session, at: now.wall, pain: parameters.pain,
        tolerance: parameters.tolerance, numb: parameters.numb,
        duration: parameters.seconds.map { .seconds(Int64(clamping: min(max(-1, $0), 1 << 31))) },
        worse: parameters.worse ?? "", better: parameters.better ?? "",
        text: parameters.text ?? "", daily: daily),
      subject: subject, now: now)
    plane.reconsider()
    let progression = try plane.store.progression(subject: subject, now: now)
    return Control.WriteDiaryReply(
      locks: locks.map { Control.ZoneLock($0) },
      notes: daily?.changes(since: before) ?? progression.notes())
  }

  func unlock(_ parameters: Control.UnlockParameters, uid: UInt32) throws -> Control.UnlockReply {
    let subject = plane.subject(parameters.subject, uid: uid)
    let locks = try plane.store.locks(subject: subject)
    // By any name of the zone; what is locked by none that is known, by its own.
    let zone = (try? resolver.zone(parameters.zone).id.rawValue) ?? parameters.zone
    let meant = locks.filter {
      $0.place.zone == zone && (parameters.side ?? $0.place.side) == $0.place.side
    }
    guard !meant.isEmpty else {
      let known = locks.map { "'\($0.place)'" }.joined(separator: ", ")
      throw ControlError.messageInvalid(
        "'\(zone)\(parameters.side.map { ":\($0)" } ?? "")' is not locked. \(locks.isEmpty ? "Nothing is." : "Locked are \(known).")"
      )
    }
    guard parameters.gone else {
      throw ControlError.refused(
        "'\(meant[0].place)' stays locked. \(ProgressionRules.standard.numbnessWarning)",
        rule: "numbness")
    }
    for lock in meant {
      _ = try plane.store.unlock(lock.place, subject: subject, now: plane.clock.reading())
    }
    return Control.UnlockReply(
      locks: try plane.store.locks(subject: subject).map { Control.ZoneLock($0) })
  }

  func showCourse(_ parameters: Control.CourseParameters, uid: UInt32) throws
    -> Control.CourseReply
  {
    let subject = plane.subject(parameters.subject, uid: uid)
    let now = plane.clock.reading()
    let progression = try plane.store.progression(subject: subject, now: now)
    let day = Interval.seconds(Int64(86_400))
    let ice = try plane.store.diary(subject: subject, limit: 100).count {
      $0.kind == .ice && !$0.imported && now.wall - $0.at < day
    }
    return Control.CourseReply(
      course: Control.Course(
        progression, locks: try plane.store.locks(subject: subject), iceToday: ice,
        daily: try plane.store.dailyCourse(subject: subject), now: now.wall))
  }
}

extension Control.DiaryEntry {
  init(_ entry: DiaryEntry) {
    self.init(
      kind: entry.kind.rawValue, at: entry.at.rfc3339, session: entry.session, pain: entry.pain,
      tolerance: entry.tolerance, numb: entry.numb,
      seconds: entry.duration.map { Int($0.milliseconds / 1000) }, worse: entry.worse,
      better: entry.better, text: entry.text, daily: entry.daily.map { Control.DailyLife($0) },
      imported: entry.imported)
  }
}

extension Control.ZoneLock {
  init(_ lock: ZoneLock) {
    self.init(
      zone: lock.place.zone, side: lock.place.side, since: lock.since.rfc3339,
      message: lock.message)
  }
}
