// SPDX-License-Identifier: Apache-2.0

import Person
import Quantities

/// What one session delivered, as it is kept.
public struct LedgerRecord: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case completed, stopped, interrupted, refused, failed
  }

  /// What one place received; means are over energised time.
  public struct Delivered: Hashable, Sendable {
    /// As addressed, with its level: `multifidus-lumbar@L5-S1:left`.
    public var address: String
    public var energised: Interval
    public var handPoints: Float
    public var meanFrequency: Hertz
    /// Measured, peak to peak.
    public var meanAmplitude: Displacement
    public var peakAcceleration: Acceleration
    public var meanCommandedAmplitude: Displacement

    public init(
      address: String, energised: Interval, handPoints: Float, meanFrequency: Hertz,
      meanAmplitude: Displacement, peakAcceleration: Acceleration,
      meanCommandedAmplitude: Displacement
    ) {
      self.address = address
      self.energised = energised
      self.handPoints = handPoints
      self.meanFrequency = meanFrequency
      self.meanAmplitude = meanAmplitude
      self.peakAcceleration = peakAcceleration
      self.meanCommandedAmplitude = meanCommandedAmplitude
    }
  }

  public var opening: LedgerOpening
  /// By the calendar of the machine at that time.
  public var started: Timestamp
  public var outcome: Outcome
  /// One sentence.
  public var reason: String
  public var zones: [Delivered]
  /// What counts: measured, or for a session that broke off, everything that was charged.
  public var energised: Interval
  public var handPoints: Float
  /// From the order to stop until the head was still; nil when that was never seen.
  public var standstill: Interval?
  public var confirmed: Interval?
  public var standstillConfirmed: Bool
  /// What the person said while it ran, in order.
  public var said: [SaidInSession] = []
  /// Whether it came from a file and not from this machine's device.
  public var imported = false

  public init(
    opening: LedgerOpening, started: Timestamp, outcome: Outcome, reason: String,
    zones: [Delivered], energised: Interval, handPoints: Float, standstill: Interval?,
    confirmed: Interval?, standstillConfirmed: Bool
  ) {
    self.opening = opening
    self.started = started
    self.outcome = outcome
    self.reason = reason
    self.zones = zones
    self.energised = energised
    self.handPoints = handPoints
    self.standstill = standstill
    self.confirmed = confirmed
    self.standstillConfirmed = standstillConfirmed
  }
}
