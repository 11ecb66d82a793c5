// SPDX-License-Identifier: Apache-2.0

/// What a session treats: `zone[@level][:side]`, as in `multifidus-lumbar@L5-S1:left`.
public struct ZoneAddress: Hashable, Sendable, Codable, CustomStringConvertible {
  public var zone: ZoneID
  public var level: Level?
  public var side: Side?

  public init(zone: ZoneID, level: Level? = nil, side: Side? = nil) {
    self.zone = zone
    self.level = level
    self.side = side
  }

  public var description: String {
    var text = zone.rawValue
    if let level { text += "@\(level)" }
    if let side { text += ":\(side.rawValue)" }
    return text
  }
}
