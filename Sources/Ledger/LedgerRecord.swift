// SPDX-License-Identifier: Apache-2.0

import Person
import Quantities

/// What one session delivered, as it is kept.
public struct LedgerRecord: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case completed, stopped, interrupted, refused, failed
  }

  /// What one place received.
  public struct Delivered: Hashable, Sendable {
    /// As addressed, with its level: `multifidus-lumbar@L5-S1:left`.
    public var address: String
    public var energised: Interval
    public var handPoints: Float
    /// Of each actuator of the device, in its order; empty where a session broke off unmeasured.
    public var actuators: [Means]

    public init(address: String, energised: Interval, handPoints: Float, actuators: [Means]) {
      self.address = address
      self.energised = energised
      self.handPoints = handPoints
      self.actuators = actuators
    }

    /// What is said of the place as a whole: means of the first actuator that was driven, and the
    /// greatest peak.
    public var leading: Means {
      var means = actuators.first { $0.frequency > .zero } ?? .none
      for actuator in actuators {
        means.peakAcceleration = max(means.peakAcceleration, actuator.peakAcceleration)
      }
      return means
    }
  }

  /// What one actuator delivered, over the time in which it was driven; all zero for none.
  public struct Means: Hashable, Sendable {
    public var frequency: Hertz
    /// Measured, peak to peak.
    public var amplitude: Displacement
    public var commandedAmplitude: Displacement
    public var peakAcceleration: Acceleration

    public init(
      frequency: Hertz, amplitude: Displacement, commandedAmplitude: Displacement,
      peakAcceleration: Acceleration
    ) {
      self.frequency = frequency
      self.amplitude = amplitude
      self.commandedAmplitude = commandedAmplitude
      self.peakAcceleration = peakAcceleration
    }

    static let none = Means(
      frequency: .zero, amplitude: .zero, commandedAmplitude: .zero, peakAcceleration: .zero)
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
