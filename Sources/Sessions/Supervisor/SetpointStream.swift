// SPDX-License-Identifier: Apache-2.0
import Quantities

/// One setpoint of a live stream as a client sends it.
public struct SetpointRequest: Hashable, Sendable {
  public var frequency: Hertz
  /// Peak to peak; zero keeps still.
  public var amplitude: Displacement
  /// How long it holds from now on.
  public var validFor: Interval
  /// Counted from 0.
  public var actuator: Int

  public init(
    frequency: Hertz, amplitude: Displacement, validFor: Interval, actuator: Int = 0
  ) {
    self.frequency = frequency
    self.amplitude = amplitude
    self.validFor = validFor
    self.actuator = actuator
  }

  /// The shortest life of a setpoint: two control turns of the daemon `[E]`.
  public static var shortest: Interval { .milliseconds(20) }
  /// The longest: no longer than a lease, so that a client that freezes is not driven for longer.
  public static var longest: Interval { .seconds(Int64(1)) }
  /// Unless the client says otherwise `[E]`.
  public static var usual: Interval { .milliseconds(250) }
}

/// Passes setpoints on to the engine, at most 100 a second for each actuator.
///
/// One that comes within 10 ms of the last waits for its turn, and gives way to a newer one: what
/// is driven is the newest, and nothing queues.
struct SetpointStream: Hashable, Sendable {
  static var spacing: Interval { .milliseconds(10) }

  private struct Lane: Hashable, Sendable {
    var waiting: LiveSetpoint?
    var passed: Instant?
  }

  private var lanes = [Lane](repeating: Lane(), count: Engine.actuatorsMost)
  /// How many never reached the engine because a newer one came.
  private(set) var superseded = 0

  /// Takes one in, of an actuator that the engine drives; returns those whose turn it is at once.
  mutating func take(_ setpoint: LiveSetpoint, at now: Instant) -> [LiveSetpoint] {
    let index = Int(setpoint.actuator)
    if lanes[index].waiting != nil { superseded += 1 }
    lanes[index].waiting = setpoint
    return due(at: now)
  }

  /// Those whose turn has come.
  mutating func due(at now: Instant) -> [LiveSetpoint] {
    lanes.indices.compactMap { index in
      guard let setpoint = lanes[index].waiting else { return nil }
      if let passed = lanes[index].passed, now - passed < Self.spacing { return nil }
      lanes[index] = Lane(passed: now)
      return setpoint
    }
  }
}
