// SPDX-License-Identifier: Apache-2.0
import Envelope
import Plant
import Quantities
import Sessions

/// Everything that one seed decides: who, where, what, and what goes wrong when.
public struct Scenario: Sendable {
  /// What happens at one moment.
  public enum Happening: Hashable, Sendable {
    // The person and the hand.
    case lift, setDown, press(Float), tissue(Load)
    // The client.
    case stop, pause, resume, soften, stronger, goOn, release, disconnect
    case freezeClient(milliseconds: Int64)
    /// Somebody else asks for more without a lease.
    case intrude
    /// Somebody else stops.
    case stopFromElsewhere
    // The daemon.
    case stallEngine(milliseconds: Int64)
    case stallControl(milliseconds: Int64)
    case killDaemon(milliseconds: Int64)
    case ledgerFails, ledgerRecovers
    // The wire; probabilities in 1/1024 a frame, both ways.
    case weather(lost: UInt16, doubled: UInt16, corrupted: UInt16, milliseconds: Int64)
    case holdToDevice(milliseconds: Int64)
    case holdToHost(milliseconds: Int64)
    case loseStops(Int)
    case unplug(milliseconds: Int64)
    // The device.
    case resetDevice
    case deafen(milliseconds: Int64)
    case headSensor(SensorFault)
    /// The force sensor goes on reading what it read last.
    case forceSensorSticks
    case driveStuck(DriveFault)
    case hotMotor, lowBattery
  }

  public struct Event: Hashable, Sendable {
    public var at: Int64
    public var happening: Happening
  }

  public var seed: UInt64
  public var load: Load
  public var set: TissueSet
  public var preload: Float
  public var spread: Float
  public var latencyMicroseconds: Int64
  public var jitterMicroseconds: Int64
  public var driftPartsPerMillion: Int64
  public var renewEvery: Int64
  public var program: ProvedProgram
  public var treatments: [Treatment]
  /// In order of time, ms.
  public var events: [Event]
  /// Another session after the first, once its latch is cleared.
  public var again: Bool
  public var lengthMilliseconds: Int64

  /// One line that names what was drawn.
  public var description: String {
    let faults = events.map { "\($0.at):\($0.happening)" }.joined(separator: " ")
    return
      "load \(load) \(set) preload \(preload) N spread \(spread) latency \(latencyMicroseconds)+\(jitterMicroseconds) µs drift \(driftPartsPerMillion) ppm renew \(renewEvery) ms steps \(program.steps.count) segments \(program.segments.count) | \(faults)"
  }
}
