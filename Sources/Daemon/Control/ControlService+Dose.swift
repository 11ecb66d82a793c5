// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Envelope
import Ledger
import Person
import Quantities
import Sessions
import Varlink

extension ControlService {
  func showDose(_ parameters: Control.DoseParameters, uid: UInt32) throws -> Control.DoseReply {
    let subject = plane.subject(parameters.subject, uid: uid)
    let now = plane.clock.reading()
    var asked = Set(try plane.store.recentPlaces(subject: subject, now: now))
    for text in parameters.zones ?? [] {
      asked.formUnion(try resolver.sides(of: text).map { TreatedSide($0) })
    }
    var places: [TreatedSide: SafetyClass] = [:]
    for place in asked { places[place] = plane.catalogue[ZoneID(place.zone)]?.effectiveClass ?? .c }
    let usage = try plane.store.usage(subject: subject, places: places, now: now)
    let locks = try plane.store.locks(subject: subject)
    let zones = places.keys.sorted { "\($0)" < "\($1)" }.compactMap { place -> Control.ZoneDose? in
      guard let had = usage.places[place], let safetyClass = places[place] else { return nil }
      return Control.ZoneDose(
        place, had, safetyClass, lock: locks.first { $0.place == place }, now: now.wall)
    }
    let hand = Float(usage.handPointsToday)
    return Control.DoseReply(
      dose: Control.Dose(
        sessions: usage.sessionsToday, sessionsMax: Limits.sessionsPerDay,
        sessionsAgain: usage.sessionsEaseIn.map { (now.wall + $0).rfc3339 },
        handPoints: hand.shown, handPointsMax: Double(Limits.handPointsRefuse),
        handA8: HandWeighting.a8(points: hand).shown,
        handAgain: usage.handEaseIn > .zero ? (now.wall + usage.handEaseIn).rfc3339 : nil,
        zones: zones))
  }
}

extension TargetResolver {
  /// The sides that a zone, or one side of it, stands for.
  func sides(of text: String) throws(ControlError) -> [ZoneSide] {
    let address = try address(text, Control.Target())
    if address.side != nil { return [ZoneSide(address)] }
    return try zone(address.zone.rawValue).sides.map {
      ZoneSide(zone: address.zone.rawValue, side: $0.rawValue)
    }
  }
}

extension Control.ZoneDose {
  init(
    _ place: TreatedSide, _ had: LedgerUsage.Place, _ safetyClass: SafetyClass, lock: ZoneLock?,
    now: Timestamp
  ) {
    var left = Interval.zero
    if case .time(let time) = had.budget.allowance(safetyClass), lock == nil { left = time }
    let wait = had.wait(for: .seconds(Int64(1)), safetyClass)
    self.init(
      zone: place.zone, side: place.side, safetyClass: "\(safetyClass)",
      usedMs: Int(had.today.milliseconds),
      dayMs: Int(Limits.dailyMaximum(safetyClass).milliseconds),
      applicationMs: Int(had.application.milliseconds),
      applicationMaxMs: Int(Limits.applicationMaximum(safetyClass).milliseconds),
      leftMs: Int(left.milliseconds),
      again: left > .zero || lock != nil ? nil : wait.map { (now + $0).rfc3339 },
      locked: lock?.message)
  }
}
