// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// A treatable muscle region, or one that is shown in the atlas only (class C).
///
/// Every number and rule stands in ``facts`` with its origin.
public struct Zone: Hashable, Sendable, Identifiable {
  public let id: ZoneID
  /// The row and name in the table the catalogue was made from.
  public let row: Int
  public let source: String
  public let name: String
  public let anatomicalName: String
  /// What people call it; several zones may share one.
  public let aliases: [String]
  /// Words for the region: asking for one lists every zone that has it.
  public let tags: [String]
  public let group: ZoneGroup
  /// Left and right, or the midline alone.
  public let sides: [Side]
  public let region: String
  /// S, I or D for superficial, intermediate and deep, with remarks.
  public let depth: String
  /// How deep the target lies, in millimetres under the skin [E].
  public let depthMillimeters: ClosedRange<Float>
  /// Where it attaches, or which nerves serve it.
  public let attachment: String
  /// The vertebrae it can be addressed at; nil where it is addressed as a whole.
  public let levels: ClosedRange<Vertebra>?
  /// Where trigger points sit and where pain from them is felt.
  public let referral: String
  /// In which posture patterns it is held to be tight or weak.
  public let roles: [PostureRole]
  /// A, B or C.
  ///
  /// A neck zone is class B with profile `neck`; see ``effectiveClass``.
  public let safetyClass: SafetyClass
  /// The first is what runs when nobody chooses.
  ///
  /// Empty for class C.
  public let profiles: [ZoneProfile]
  /// How long a zone-side is treated by default, and at most in one application.
  public let defaultTime: Interval
  public let maximumTime: Interval
  public let contact: String
  public let cautions: String
  /// What to treat instead of a class C zone.
  public let safeNeighbour: ZoneID?
  /// Regions beside it that no head is held to, by id.
  public let noGo: [String]
  /// What is said to reach it, where hands are said not to: a claim, with its author among ``facts``.
  public let reachableBy: [String]
  /// How to place the body; empty for class C.
  public let positions: [Position]
  /// What is said about its group without evidence.
  public let claims: [Claim]
  /// Every number and rule above, with its origin.
  public let facts: [Fact]

  public var defaultSeconds: Int { Int(defaultTime.milliseconds / 1000) }
  public var maximumSeconds: Int { Int(maximumTime.milliseconds / 1000) }

  /// The class whose time caps bind: `neck` where the zone's profile is the neck's.
  public var effectiveClass: SafetyClass { profiles.first?.safetyClass ?? safetyClass }

  /// The profile of that name, or the zone's first.
  public func profile(_ id: ProfileID?) -> ZoneProfile? {
    guard let id else { return profiles.first }
    return profiles.first { $0.id == id }
  }

  /// Why the zone is refused and what to use instead; nil for a zone that can be treated.
  public var refusal: String? {
    guard safetyClass == .c else { return nil }
    let instead = safeNeighbour.map { " Use \($0) instead." } ?? ""
    return "'\(id)' (\(name)) is locked, class C, and there is no unlock: \(cautions).\(instead)"
  }
}
