// SPDX-License-Identifier: Apache-2.0

extension Control {
  public struct Preset: Codable, Hashable, Sendable {
    public var name: String
    public var title: String
    public var zones: [String]
    public var sides: [String]
    public var seconds: Double
    public var steps: Int

    public init(
      name: String, title: String, zones: [String], sides: [String], seconds: Double, steps: Int
    ) {
      self.name = name
      self.title = title
      self.zones = zones
      self.sides = sides
      self.seconds = seconds
      self.steps = steps
    }
  }
}
