// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// What one answer of a person takes away from some zones.
public struct ZoneLimit: Hashable, Sendable {
  /// Of the question, as in `HC-2`.
  public let question: String
  /// What it concerns, in words: `the neck`, `class B`, `all zones`.
  public let place: String
  public let zones: Set<ZoneID>
  /// Share of the amplitude that is left, 0…1; nothing turns the zones off.
  public let factor: Float
  public let provenance: Provenance

  public init(
    question: String, place: String, zones: Set<ZoneID>, factor: Float, provenance: Provenance
  ) {
    precondition(factor >= 0 && factor <= 1)
    self.question = question
    self.place = place
    self.zones = zones
    self.factor = factor
    self.provenance = provenance
  }

  public var isOff: Bool { factor == 0 }

  /// `HC-2: at most 50 % of the amplitude on class A`, `HC-12: the neck is off`.
  public var note: String {
    isOff
      ? "\(question): \(place): off."
      : "\(question): \(place): at most \(Int((factor * 100).rounded())) % of the amplitude."
  }
}

/// Everything that a person's answers and findings take away.
public struct Restrictions: Hashable, Sendable {
  public let limits: [ZoneLimit]
  /// Zone-sides that numbness has locked, each with the reason and the way out.
  public var locks: [ZoneAddress: String] = [:]
  /// The assessment that still says something; nil where there is none.
  public var assessment: Assessment?

  public init(_ limits: [ZoneLimit] = [], assessment: Assessment? = nil) {
    self.limits = limits
    self.assessment = assessment
  }

  /// Why a zone-side is locked, at any level; without a side, why any of the zone's is.
  public func lock(_ address: ZoneAddress) -> String? {
    (address.side.map { [$0] } ?? Side.allCases).lazy
      .compactMap { locks[ZoneAddress(zone: address.zone, side: $0)] }.first
  }

  /// Whether a zone-side may be woken: never one found tight or in spasm, nor with pain above 5.
  public func mayFacilitate(_ zone: ZoneID, _ side: Side) -> Bool {
    assessment?.mayFacilitate(zone, side) ?? true
  }

  public static let none = Restrictions()

  /// The tightest limit of a zone; of equals the first.
  ///
  /// Several answers do not add up: each share was set for a person who has that alone, and there is
  /// no evidence for any sum `[E]`.
  public func binding(_ zone: ZoneID) -> ZoneLimit? {
    limits.filter { $0.zones.contains(zone) }.min { $0.factor < $1.factor }
  }

  /// Share of the amplitude that is left of a zone.
  public func factor(_ zone: ZoneID) -> Float { binding(zone)?.factor ?? 1 }

  /// The answer that turns a zone off; nil for one that may be treated.
  public func refusal(_ zone: ZoneID) -> ZoneLimit? {
    binding(zone).flatMap { $0.isOff ? $0 : nil }
  }
}
