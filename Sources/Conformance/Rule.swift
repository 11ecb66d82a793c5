// SPDX-License-Identifier: Apache-2.0

/// One rule of the protocol document, and how to see whether a device keeps it.
public struct Rule: Sendable {
  /// What has to be there for the rule to be looked at.
  public enum Need: Hashable, Sendable {
    /// A person's consent, since the head may move.
    case motion
    case serial
    case hid
    /// A second way to the same device.
    case secondTransport
    /// A device with two actuators or more.
    case twoActuators
    /// A device whose clock runs with the wall's.
    case wallClock
    /// A device nobody has said hello to since it was switched on.
    case untouched
  }

  /// The document's section, `11.3`.
  public let section: String
  /// Section and word, `11.3.future`: by this it is asked for.
  public let name: String
  /// What the document demands.
  public let sentence: String
  public let needs: Set<Need>
  let check: @Sendable (Bench) throws(Finding) -> Void

  init(
    _ section: String, _ word: String, _ sentence: String, _ needs: Set<Need> = [],
    _ check: @escaping @Sendable (Bench) throws(Finding) -> Void
  ) {
    self.section = section
    name = "\(section).\(word)"
    self.sentence = sentence
    self.needs = needs
    self.check = check
  }

  /// All of them, in the order in which they are looked at: what can be seen without arming first.
  public static let all: [Rule] =
    UntouchedRules.all + FramingRules.all + ReportRules.all + HeaderRules.all + GreetingRules.all
    + AnswerRules.all + TelemetryRules.all + ClockRules.all + RateRules.all + VersionRules.all
    + StopRules.all + LatchRules.all + ArmRules.all + EnvelopeRules.all + SetpointRules.all
    + SilenceRules.all + MovingStopRules.all + SlewRules.all + TransportRules.all
    + BehaviourRules.all + TogetherRules.all
}
