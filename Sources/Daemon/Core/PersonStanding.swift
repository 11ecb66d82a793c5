// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Ledger
import Person
import Sessions

/// What a person's course means for the zone-sides of a session, now.
struct PersonStanding: Sendable {
  let progression: Progression
  private let catalogue: Catalogue

  init(
    _ store: LedgerStore, subject: LedgerSubject, now: ClockReading, catalogue: Catalogue
  ) throws(LedgerError) {
    progression = try store.progression(subject: subject, now: now)
    self.catalogue = catalogue
  }

  /// Share of the amplitude cap, 0…1.
  func factor(_ side: ZoneSide) -> Float { progression.amplitudeFactor(safetyClass(side)) }

  /// What to tell before a session on these sides.
  func notes(_ sides: [ZoneSide]) -> [String] {
    progression.notes(Set(sides.map { safetyClass($0) }))
  }

  private func safetyClass(_ side: ZoneSide) -> SafetyClass {
    catalogue[ZoneID(side.zone)]?.effectiveClass ?? .c
  }
}

extension Restrictions {
  /// Adds to what answers take away what was found and what numbness has locked.
  ///
  /// - Returns: the assessment that still says something.
  mutating func complete(_ store: LedgerStore, _ subject: LedgerSubject, now: ClockReading)
    throws(LedgerError) -> DatedAssessment?
  {
    let dated = try store.assessment(subject: subject, now: now)
    assessment = dated?.assessment
    for lock in try store.locks(subject: subject) {
      // A side that is none locks the zone.
      let sides = Side(rawValue: lock.place.side).map { [$0] } ?? Side.allCases
      for side in sides {
        locks[ZoneAddress(zone: ZoneID(lock.place.zone), side: side)] = lock.message
      }
    }
    return dated
  }
}
