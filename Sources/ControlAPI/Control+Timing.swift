// SPDX-License-Identifier: Apache-2.0

extension Control {
  public struct Timing: Codable, Hashable, Sendable {
    public var ticks: Int
    public var lateTicks: Int
    public var latenessP50us: Double
    public var latenessP99us: Double
    public var latenessP999us: Double
    public var latenessMaxUs: Double
    public var allocations: Int

    public init(
      ticks: Int, lateTicks: Int, latenessP50us: Double, latenessP99us: Double,
      latenessP999us: Double, latenessMaxUs: Double, allocations: Int
    ) {
      self.ticks = ticks
      self.lateTicks = lateTicks
      self.latenessP50us = latenessP50us
      self.latenessP99us = latenessP99us
      self.latenessP999us = latenessP999us
      self.latenessMaxUs = latenessMaxUs
      self.allocations = allocations
    }
  }
}
