// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Ledger
import Person
import Sessions

/// What a person's course means for the zone-sides of a session, now.
struct PersonStanding: Sendable {
  let progression: Progression
  private let locks: [TreatedSide: ZoneLock]
  private let catalogue: Catalogue

  init(
    _ store: LedgerStore, subject: LedgerSubject, now: ClockReading, catalogue: Catalogue
  ) throws(LedgerError) {
    progression = try store.progression(subject: subject, now: now)
    locks = Dictionary(
      try store.locks(subject: subject).map { ($0.place, $0) },
      uniquingKeysWith: { first, _ in first })
    self.catalogue = catalogue
  }

  /// Share of the amplitude cap, 0…1.
  func factor(_ side: ZoneSide) -> Float { progression.amplitudeFactor(safetyClass(side)) }

  /// Why a zone-side is locked for this person, and the way out; nil when it is not.
  func lock(_ side: ZoneSide) -> String? { locks[TreatedSide(side)]?.message }

  /// What to tell before a session on these sides.
  func notes(_ sides: [ZoneSide]) -> [String] {
    progression.notes(Set(sides.map { safetyClass($0) }))
  }

  private func safetyClass(_ side: ZoneSide) -> SafetyClass {
    catalogue[ZoneID(side.zone)]?.effectiveClass ?? .c
  }
}
