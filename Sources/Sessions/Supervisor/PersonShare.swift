// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
public import Person

/// What a person leaves of the amplitude of a zone-side, and why.
public struct PersonShare: Hashable, Sendable {
  /// 0…1.
  public var factor: Float
  /// Empty where nothing is taken away.
  public var reason: String

  public init(factor: Float, reason: String) {
    self.factor = factor
    self.reason = reason
  }
}

extension Treatment {
  /// The share in force: the course of the sessions so far and answers, one on top of the other.
  ///
  /// They multiply `[E]`: a first session of somebody with thin bones is both.
  ///
  /// - Parameter course: what sessions so far and what was said of them leave, 0…1.
  public func share(sessionsEver: Int, course: Float = 1, _ restrictions: Restrictions)
    -> PersonShare
  {
    var factor: Float = 1
    var reasons: [String] = []
    if sessionsEver < Limits.firstSessions {
      factor = firstSessionsFactor
      reasons.append(
        "session \(sessionsEver + 1) of the first \(Limits.firstSessions), domain.md §4.3 [E]")
    }
    if course < factor {
      factor = max(0, course)
      reasons.append(
        "light first, then more: \(Int((factor * 100).rounded())) % by the sessions so far, domain.md §4.5 [E]"
      )
    }
    if let limit = restrictions.binding(ZoneID(zoneSide.zone)), limit.factor < 1 {
      factor *= limit.factor
      reasons.append("\(limit.note.dropLast()), \(limit.provenance)")
    }
    return PersonShare(factor: factor, reason: reasons.joined(separator: "; "))
  }

  /// Why this person's zone-side is locked, and the way out; nil where it is not.
  public func lock(_ restrictions: Restrictions) -> String? {
    restrictions.lock(
      ZoneAddress(zone: ZoneID(zoneSide.zone), side: Side(rawValue: zoneSide.side)))
  }

  /// Whether the profile that wakes a weak muscle is out of the question here.
  public func isNotFacilitated(_ restrictions: Restrictions) -> Bool {
    let side = Side(rawValue: zoneSide.side) ?? .midline
    return !restrictions.mayFacilitate(ZoneID(zoneSide.zone), side)
  }

  /// Why this person's zone is off, and the answer behind it; nil for one that may be treated.
  public func refusal(_ restrictions: Restrictions) -> (message: String, rule: String)? {
    guard let limit = restrictions.refusal(ZoneID(zoneSide.zone)) else { return nil }
    return (
      "'\(zoneSide)' is off for this person by the answer to \(limit.question) (\(limit.place)); choose another zone, see 'tonus screen --list'.",
      limit.question
    )
  }
}
