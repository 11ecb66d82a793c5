// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// What a person found out about themselves, or a practitioner about them; never a diagnosis.
public struct Assessment: Hashable, Sendable, Codable {
  /// When the pain is worse; which advice fits follows from it.
  public enum PainPattern: String, Hashable, Sendable, Codable, CaseIterable {
    /// Worse sitting, driving or bending forward.
    case bending
    /// Worse standing or walking, better sitting.
    case standing
    /// On one movement, and rest makes it better.
    case movement
    /// None of these.
    case none
  }

  /// How freely one joint, or a region, moves: the only way to examine muscles that nobody can feel.
  public struct Movement: Hashable, Sendable, Codable {
    public enum Region: String, Hashable, Sendable, Codable, CaseIterable {
      case neck, thoracic, lumbar
    }
    public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
      case flexion, extension_ = "extension"
      case sideBend = "side-bend"
      case rotation

      /// Whether it is to a side.
      public var hasSide: Bool {
        switch self {
        case .sideBend, .rotation: true
        case .flexion, .extension_: false
        }
      }
    }

    public var region: Region
    /// Two neighbours, or one vertebra, where it was looked at one by one: `L4-L5`.
    public var level: String?
    public var direction: Direction
    /// To which side; nil for flexion and extension.
    public var side: Side?
    /// 0 not at all … 10 free.
    public var freedom: Int

    public init(
      region: Region, level: String? = nil, direction: Direction, side: Side? = nil, freedom: Int
    ) {
      self.region = region
      self.level = level
      self.direction = direction
      self.side = side
      self.freedom = freedom
    }

    /// Whether two describe the same movement, before and after.
    public func isSame(as other: Movement) -> Bool {
      region == other.region && level == other.level && direction == other.direction
        && side == other.side
    }
  }

  /// What one muscle is found to be, by feeling it, by a test of it alone, or against the other side.
  public struct Muscle: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
      case tight, spasm
      /// Its test was harder to do than the other side's or than others find it.
      case weak
      case normal
    }

    public var zone: ZoneID
    public var side: Side
    public var state: State

    public init(zone: ZoneID, side: Side, state: State) {
      self.zone = zone
      self.side = side
      self.state = state
    }
  }

  /// One to three; none where only single muscles or movements were looked at.
  public var patterns: [PosturePattern]
  /// Which hip is higher; known where the pattern is there.
  public var highSide: Side?
  public var painPattern: PainPattern
  /// Now, 0…10.
  public var pain: Int
  public var movements: [Movement]
  public var muscles: [Muscle]
  /// How they get on from day to day; nil where nobody asked.
  public var daily: DailyLife?

  public init(
    patterns: [PosturePattern] = [], highSide: Side? = nil, painPattern: PainPattern = .none,
    pain: Int = 0, movements: [Movement] = [], muscles: [Muscle] = [], daily: DailyLife? = nil
  ) {
    self.patterns = patterns
    self.highSide = highSide
    self.painPattern = painPattern
    self.pain = pain
    self.movements = movements
    self.muscles = muscles
    self.daily = daily
  }

  /// What was found about a zone-side; nil where nobody looked.
  public func state(_ zone: ZoneID, _ side: Side) -> Muscle.State? {
    muscles.last { $0.zone == zone && $0.side == side }?.state
  }
}

/// An assessment with its moment.
public struct DatedAssessment: Hashable, Sendable {
  public let given: Timestamp
  public var assessment: Assessment

  public init(given: Timestamp, assessment: Assessment) {
    self.given = given
    self.assessment = assessment
  }
}
