// SPDX-License-Identifier: Apache-2.0
import Plant
import Quantities
import Sessions
import Simulator

/// Everything that one seed decides: who, where, what, and what goes wrong when.
public struct Scenario: Sendable {
  /// What happens at one moment.
  public enum Happening: Hashable, Sendable {
    /// Something befalls the device, its cable or the hand that holds it, as `tonus-sim` has it.
    case fault(Fault, Float?)
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
  /// Whether the person has had the first, reduced sessions.
  public var isSeasoned: Bool
  public var treating: Treating
  /// How many the device has; the program drives them all.
  public var actuators = 1
  /// The one that befalls what can befall only one.
  public var faulty = 0
  /// In order of time, ms.
  public var events: [Event]
  /// Another session after the first, once its latch is cleared.
  public var again: Bool
  public var lengthMilliseconds: Int64

  /// One line that names what was drawn.
  public var description: String {
    let faults = events.map { "\($0.at):\($0.happening)" }.joined(separator: " ")
    return
      "load \(load) \(set) preload \(preload) N spread \(spread) latency \(latencyMicroseconds)+\(jitterMicroseconds) µs drift \(driftPartsPerMillion) ppm renew \(renewEvery) ms \(isSeasoned ? "seasoned" : "beginner") actuators \(actuators) faulty \(faulty) steps \(treating.proved.steps.count) segments \(treating.proved.segments.count) | \(faults)"
  }
}
