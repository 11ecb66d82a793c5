// SPDX-License-Identifier: Apache-2.0

/// What changes a step while it runs; each only ever asks for less, so what was proved holds.
///
/// What a step says replaces what the program says, one by one.
public struct Reactions: Hashable, Sendable, Codable {
  /// Where `while: contact` was written: the step ends early when contact is lost.
  public var whileContact: SourceRange?
  /// `limit: force 20 N`: from this contact force on the output is nothing until it is below; the
  /// step's time goes on.
  public var forceLimit: Located<Amount>?
  /// `on: {pain >= 6: soften 30 %}`.
  public var pain: Located<PainReaction>?

  public init(
    whileContact: SourceRange? = nil, forceLimit: Located<Amount>? = nil,
    pain: Located<PainReaction>? = nil
  ) {
    self.whileContact = whileContact
    self.forceLimit = forceLimit
    self.pain = pain
  }

  public static let none = Reactions()

  /// Whether there is one.
  var isSaid: Bool { whileContact != nil || forceLimit != nil || pain != nil }
}

/// Less amplitude from a reported pain on, until less pain is reported.
public struct PainReaction: Hashable, Sendable, Codable {
  /// 1…10: the pain from which on it acts.
  public var threshold: Int
  /// 1…100: how much of the amplitude is taken away, in percent.
  public var softenPercent: Double

  public init(threshold: Int, softenPercent: Double) {
    self.threshold = threshold
    self.softenPercent = softenPercent
  }
}
