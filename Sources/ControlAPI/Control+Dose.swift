// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What one zone-side has had in the last 24 hours, and what is left now.
  ///
  /// again is when more fits, absent while something is left.
  public struct ZoneDose: Codable, Hashable, Sendable {
    public var zone: String
    public var side: String
    public var safetyClass: String
    public var usedMs: Int
    public var dayMs: Int
    public var applicationMs: Int
    public var applicationMaxMs: Int
    public var leftMs: Int
    public var again: String?
    public var locked: String?

    public init(
      zone: String, side: String, safetyClass: String, usedMs: Int, dayMs: Int, applicationMs: Int,
      applicationMaxMs: Int, leftMs: Int, again: String? = nil, locked: String? = nil
    ) {
      self.zone = zone
      self.side = side
      self.safetyClass = safetyClass
      self.usedMs = usedMs
      self.dayMs = dayMs
      self.applicationMs = applicationMs
      self.applicationMaxMs = applicationMaxMs
      self.leftMs = leftMs
      self.again = again
      self.locked = locked
    }
  }

  /// What counts against the limits of the last 24 hours.
  ///
  /// The hand is the operator's, whoever was treated; handA8 is in m/s².
  public struct Dose: Codable, Hashable, Sendable {
    public var sessions: Int
    public var sessionsMax: Int
    public var sessionsAgain: String?
    public var handPoints: Double
    public var handPointsMax: Double
    public var handA8: Double
    public var handAgain: String?
    public var zones: [ZoneDose]

    public init(
      sessions: Int, sessionsMax: Int, sessionsAgain: String? = nil, handPoints: Double,
      handPointsMax: Double, handA8: Double, handAgain: String? = nil, zones: [ZoneDose]
    ) {
      self.sessions = sessions
      self.sessionsMax = sessionsMax
      self.sessionsAgain = sessionsAgain
      self.handPoints = handPoints
      self.handPointsMax = handPointsMax
      self.handA8 = handA8
      self.handAgain = handAgain
      self.zones = zones
    }
  }

  /// What `ShowDose` takes.
  public struct DoseParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var zones: [String]?

    public init(subject: String? = nil, zones: [String]? = nil) {
      self.subject = subject
      self.zones = zones
    }
  }

  /// What `ShowDose` returns.
  public struct DoseReply: Codable, Hashable, Sendable {
    public var dose: Dose

    public init(dose: Dose) {
      self.dose = dose
    }
  }
}
