// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
public import Quantities

/// What the person adds to the limits: always less, never more.
public struct PersonLimits: Hashable, Sendable {
  /// A zone-side, at any level.
  public struct ZoneSide: Hashable, Sendable {
    public var zone: ZoneID
    public var side: Side

    public init(zone: ZoneID, side: Side) {
      self.zone = zone
      self.side = side
    }
  }

  /// Shares of the amplitude by class, 0…1.
  public var factorA: Float
  public var factorB: Float
  public var factorNeck: Float
  /// Further shares for single zone-sides; the smaller one counts.
  public var zoneFactors: [ZoneSide: Float]
  /// Zone-sides that may not be treated with `facilitate`: tight, in spasm, or with too much pain.
  public var notFacilitated: Set<ZoneSide>
  /// Energised time this session may have at most.
  public var sessionEnergised: Interval

  public init(
    factorA: Float = 1, factorB: Float = 1, factorNeck: Float = 1,
    zoneFactors: [ZoneSide: Float] = [:], notFacilitated: Set<ZoneSide> = [],
    sessionEnergised: Interval = Limits.sessionEnergisedMaximum
  ) {
    self.factorA = factorA
    self.factorB = factorB
    self.factorNeck = factorNeck
    self.zoneFactors = zoneFactors
    self.notFacilitated = notFacilitated
    self.sessionEnergised = sessionEnergised
  }

  /// Nothing beyond the limits that hold for everybody.
  public static let unrestricted = PersonLimits()

  /// The first three sessions: A 50 %, B 40 %, neck 30 %.
  public static let firstSessions = PersonLimits(
    factorA: Limits.firstSessionsFactor(.a), factorB: Limits.firstSessionsFactor(.b),
    factorNeck: Limits.firstSessionsFactor(.neck))

  /// Whether a profile is out of the question for a zone-side; without a side, for any of the zone's.
  public func excludes(_ address: ZoneAddress, _ profile: ProfileID) -> Bool {
    profile == .facilitate && zoneSides(address).contains { notFacilitated.contains($0) }
  }

  /// The share in force for a zone-side; without a side, the least of the zone's.
  public func factor(_ address: ZoneAddress, _ safetyClass: SafetyClass) -> Float {
    let byClass =
      switch safetyClass {
      case .a: factorA
      case .b: factorB
      case .neck: factorNeck
      case .c: Float(0)
      }
    var share: Float = 1
    for factor in [byClass] + zoneSides(address).compactMap({ zoneFactors[$0] }) {
      // What is not a number compares false and leaves nothing.
      guard factor > 0 else { return 0 }
      share = min(share, factor)
    }
    return share
  }

  private func zoneSides(_ address: ZoneAddress) -> [ZoneSide] {
    (address.side.map { [$0] } ?? Side.allCases).map { ZoneSide(zone: address.zone, side: $0) }
  }
}
