// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// How a step answers to what is felt; it only ever asks for less.
@frozen public struct TimelineReaction: Hashable, Sendable, BitwiseCopyable {
  /// The step ends when the head no longer touches, and the next begins.
  public var whileContact: Bool
  /// From this contact force on the output goes to nothing while the time goes on; infinite where
  /// nothing was said.
  public var forceLimit: Force
  /// From this answer on (0–10) the amplitude is lowered; 11 where nothing was said.
  public var painThreshold: UInt8
  /// What is left of the amplitude then, 0…1.
  public var painFactor: Float

  @inlinable public init(
    whileContact: Bool = false, forceLimit: Force = Force(newtons: .infinity),
    painThreshold: UInt8 = 11, painFactor: Float = 1
  ) {
    self.whileContact = whileContact
    self.forceLimit = forceLimit
    self.painThreshold = painThreshold
    self.painFactor = painFactor
  }

  /// None at all.
  @inlinable public static var none: TimelineReaction { TimelineReaction() }
}
