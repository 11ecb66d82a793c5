// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// A treatable muscle region.
  ///
  /// locked says why a class C zone is refused, and safeNeighbour what to use instead.
  public struct Zone: Codable, Hashable, Sendable {
    public var id: String
    public var name: String
    public var anatomicalName: String
    public var group: String
    public var region: String
    public var sides: [String]
    public var levels: [String]
    public var depth: String
    public var depthMillimeters: String
    public var safetyClass: String
    public var profiles: [Profile]
    public var defaultSeconds: Int
    public var maximumSeconds: Int
    public var referral: String
    public var roles: [Role]
    public var contact: String
    public var cautions: String
    public var noGo: [NoGo]
    public var reachableBy: [String]
    public var positions: [Position]
    public var aliases: [String]
    public var locked: String?
    public var safeNeighbour: String?

    public init(
      id: String, name: String, anatomicalName: String, group: String, region: String,
      sides: [String], levels: [String], depth: String, depthMillimeters: String,
      safetyClass: String, profiles: [Profile], defaultSeconds: Int, maximumSeconds: Int,
      referral: String, roles: [Role], contact: String, cautions: String, noGo: [NoGo],
      reachableBy: [String], positions: [Position], aliases: [String], locked: String? = nil,
      safeNeighbour: String? = nil
    ) {
      self.id = id
      self.name = name
      self.anatomicalName = anatomicalName
      self.group = group
      self.region = region
      self.sides = sides
      self.levels = levels
      self.depth = depth
      self.depthMillimeters = depthMillimeters
      self.safetyClass = safetyClass
      self.profiles = profiles
      self.defaultSeconds = defaultSeconds
      self.maximumSeconds = maximumSeconds
      self.referral = referral
      self.roles = roles
      self.contact = contact
      self.cautions = cautions
      self.noGo = noGo
      self.reachableBy = reachableBy
      self.positions = positions
      self.aliases = aliases
      self.locked = locked
      self.safeNeighbour = safeNeighbour
    }
  }

  public struct Profile: Codable, Hashable, Sendable {
    public var id: String
    public var frequencyMin: Double
    public var frequencyMax: Double
    public var amplitudeMin: Double
    public var amplitudeMax: Double
    public var accelerationMax: Double

    public init(
      id: String, frequencyMin: Double, frequencyMax: Double, amplitudeMin: Double,
      amplitudeMax: Double, accelerationMax: Double
    ) {
      self.id = id
      self.frequencyMin = frequencyMin
      self.frequencyMax = frequencyMax
      self.amplitudeMin = amplitudeMin
      self.amplitudeMax = amplitudeMax
      self.accelerationMax = accelerationMax
    }
  }
}
