// SPDX-License-Identifier: Apache-2.0

public import Anatomy
public import Programs

/// Zones in order, with a reason and a source for each: what an assessment suggests to treat.
///
/// It is no diagnosis: it repeats what sources say about what was found, and how sure that is.
public struct Proposal: Hashable, Sendable {
  /// How much stands behind one line of it; never high.
  public enum Confidence: String, Hashable, Sendable, CaseIterable {
    /// From a posture pattern alone, or from sources that contradict each other.
    case low
    /// The muscle or the movement itself was looked at.
    case medium
  }

  public struct Item: Hashable, Sendable {
    public var address: ZoneAddress
    public var profile: ProfileID
    public var seconds: Int
    public var reason: String
    public var provenance: String
    public var confidence: Confidence
  }

  /// A zone that is not treated, and why.
  public struct Remark: Hashable, Sendable {
    public var zone: ZoneID
    public var text: String
  }

  public let items: [Item]
  /// Locked zones that belong to it, for information.
  public let information: [Remark]
  /// What is left out, each with the reason.
  public let leftOut: [Remark]
  public let advice: [Advice]
  /// Plans that what was said of daily life speaks for, as their authors' opinion.
  public let plans: [PlanSuggestion]

  /// What it would run, as any other program; nil where there is nothing to treat.
  public let bundle: ProgramBundle?

  /// Energised time of all of it, the warm-up included.
  public var seconds: Int {
    items.isEmpty ? 0 : items.reduce(Proposer.warmUp) { $0 + $1.seconds }
  }

  public static let name = "proposal"
  public static let caution =
    "This is no diagnosis. It repeats what the named sources say about what you found; most of it is opinion."
}
