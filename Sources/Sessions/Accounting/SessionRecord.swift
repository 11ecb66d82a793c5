// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What one session delivered, as it goes into the ledger and to the person.
public struct SessionRecord: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case completed, stopped, interrupted, refused, failed
  }

  public var session: String
  public var subject: String
  public var device: String
  public var simulated: Bool
  public var title: String
  public var started: WallTime
  public var ended: WallTime
  public var outcome: Outcome
  /// One sentence.
  public var reason: String
  public var zones: [DeliveredZone]
  public var energised: Interval
  /// HSE points of the operator's hand.
  public var handPoints: Float
  public var standstill: StandstillResult
  /// Ten points a second.
  public var curve: [DeliverySample]
  /// What the person said while it ran, in order.
  public var said: [Said]

  /// A number that the person gave in a session.
  public struct Said: Hashable, Sendable {
    /// Since the session began.
    public var since: Interval
    /// Of the program, from 0.
    public var step: Int
    /// What was asked; nil for pain that was reported unasked.
    public var question: String?
    /// 0…10.
    public var number: UInt8

    public init(since: Interval, step: Int, question: String?, number: UInt8) {
      self.since = since
      self.step = step
      self.question = question
      self.number = number
    }
  }

  public init(
    session: String, subject: String, device: String, simulated: Bool, title: String,
    started: WallTime, ended: WallTime, outcome: Outcome, reason: String, zones: [DeliveredZone],
    energised: Interval, handPoints: Float, standstill: StandstillResult, curve: [DeliverySample],
    said: [Said] = []
  ) {
    self.said = said
    self.session = session
    self.subject = subject
    self.device = device
    self.simulated = simulated
    self.title = title
    self.started = started
    self.ended = ended
    self.outcome = outcome
    self.reason = reason
    self.zones = zones
    self.energised = energised
    self.handPoints = handPoints
    self.standstill = standstill
    self.curve = curve
  }
}

/// What one zone-side received.
public struct DeliveredZone: Hashable, Sendable {
  public var zoneSide: ZoneSide
  /// As addressed, with its level.
  public var address: String
  public var energised: Interval
  public var handPoints: Float
  /// Of each actuator of the device, in its order.
  public var actuators: [DeliveredMeans]

  public init(
    zoneSide: ZoneSide, address: String, energised: Interval, handPoints: Float,
    actuators: [DeliveredMeans]
  ) {
    self.zoneSide = zoneSide
    self.address = address
    self.energised = energised
    self.handPoints = handPoints
    self.actuators = actuators
  }
}
