// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// A ledger that forgets everything with the process: for virtual time and tests.
public struct InMemoryAccounting: Accounting, Sendable {
  /// Every method throws this while it is set, as a full disk would.
  public var failure: AccountingFailure?
  /// Charges are refused with this while it is set, as by a limit.
  public var refusal: SessionError?
  /// What `screening` says, unless a subject has an entry of its own.
  public var screening = Screening.clear
  /// When the answers that permit something end; nil for never.
  public var answersEnd: WallTime?
  public private(set) var openings: [SessionOpening] = []
  public private(set) var records: [SessionRecord] = []
  public private(set) var charges: [Charge] = []
  /// Everything ever charged, settled or not.
  public private(set) var chargedEver = Interval.zero
  public init() {}

  /// What a session was charged for a zone-side.
  public struct Charge: Hashable, Sendable {
    public var session: String
    public var zoneSide: ZoneSide
    public var energised: Interval
    public var handPoints: Float
    public var at: WallTime
    public var isSettled: Bool
  }

  public mutating func screening(subject: String, toBegin: Bool, at: WallTime) throws -> Screening {
    if let failure { throw failure }
    guard let answersEnd, case .permitted(let restrictions, _) = screening else { return screening }
    let left = answersEnd - at
    guard left > (toBegin ? Limits.deviceWallMaximum : .zero) else { return .open(["RF-1"]) }
    return .permitted(restrictions, left: left)
  }

  public mutating func usage(subject: String, zoneSides: [ZoneSide], at: WallTime) throws -> Usage {
    if let failure { throw failure }
    let day: Int64 = 86_400_000
    let dayBegan = at.milliseconds / day * day
    let today = openings.filter { $0.started.milliseconds >= dayBegan && $0.subject == subject }
    let ever = openings.filter { $0.subject == subject }
    let subjects = Set(ever.map(\.session))
    var zones: [ZoneSide: ZoneUsage] = [:]
    for zoneSide in zoneSides {
      let own = charges.filter { $0.zoneSide == zoneSide && subjects.contains($0.session) }
      let ofToday = own.filter { $0.at.milliseconds >= dayBegan }
      zones[zoneSide] = ZoneUsage(
        energisedToday: ofToday.reduce(.zero) { $0 + $1.energised },
        lastApplication: own.last?.energised ?? .zero, lastEnded: own.last?.at)
    }
    let points = charges.filter { $0.at.milliseconds >= dayBegan }.reduce(0) { $0 + $1.handPoints }
    return Usage(
      sessionsToday: today.count, sessionsEver: ever.count, handPointsToday: points,
      zoneSides: zones, dayEnds: WallTime(milliseconds: dayBegan + day))
  }

  public mutating func open(_ opening: SessionOpening) throws {
    if let failure { throw failure }
    openings.append(opening)
  }

  public mutating func charge(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime
  ) throws {
    if let failure { throw failure }
    if let refusal { throw refusal }
    chargedEver = chargedEver + energised
    let index = charges.firstIndex { $0.session == session && $0.zoneSide == zoneSide }
    if let index {
      charges[index].energised = charges[index].energised + energised
      charges[index].handPoints += handPoints
      charges[index].at = at
    } else {
      charges.append(
        Charge(
          session: session, zoneSide: zoneSide, energised: energised, handPoints: handPoints,
          at: at, isSettled: false))
    }
  }

  public mutating func settle(
    session: String, zoneSide: ZoneSide, energised: Interval, handPoints: Float, at: WallTime
  ) throws {
    if let failure { throw failure }
    for index in charges.indices
    where charges[index].session == session && charges[index].zoneSide == zoneSide {
      charges[index].energised = energised
      charges[index].handPoints = handPoints
      charges[index].at = at
      charges[index].isSettled = true
    }
  }

  public mutating func close(_ record: SessionRecord) throws {
    if let failure { throw failure }
    records.append(record)
  }
}

/// What a ledger could not do, in one sentence.
public struct AccountingFailure: Error, Hashable, Sendable {
  public var message: String
  public init(message: String) { self.message = message }
}
