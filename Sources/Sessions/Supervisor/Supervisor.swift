// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Decides what clients may do with one device, and keeps the session's books.
///
/// Pure: requests and ticks in, effects out. The caller performs the effects in order, hands the
/// engine's records to `tick` in order, and calls `tick` at least every 20 ms.
public struct Supervisor: Sendable {
  /// The device's name, as in `ListDevices`.
  public let device: String

  public init(device: String) {
    self.device = device
  }

  /// Handles one request of a connection; the reply may come with a later call.
  public mutating func handle<A: Accounting>(
    _ request: Request, id: RequestID, from connection: ConnectionID, at now: Moment,
    status: EngineStatus, accounting: inout A
  ) -> [Effect] {
    []
  }

  /// A connection has closed: its lease ends, and what it drives stops.
  public mutating func connectionClosed<A: Accounting>(
    _ connection: ConnectionID, at now: Moment, status: EngineStatus, accounting: inout A
  ) -> [Effect] {
    []
  }

  /// Time has passed and the engine has said this.
  public mutating func tick<A: Accounting>(
    at now: Moment, status: EngineStatus, records: [EngineRecord], accounting: inout A
  ) -> [Effect] {
    []
  }

  /// The daemon ends: stop, and grant nothing any more.
  ///
  /// Ready to exit when `isQuiet`.
  public mutating func shutDown(at now: Moment) -> [Effect] { [] }

  /// Nothing runs, nothing waits to be recorded or answered.
  public var isQuiet: Bool { true }

  /// The connection that holds the lease.
  public var leaseHolder: ConnectionID? { nil }

  /// What the person sees beside the engine's status.
  public func overview(_ status: EngineStatus) -> SessionOverview { SessionOverview() }

  /// Which limits shape the output now, tightest first.
  public func explanations(_ status: EngineStatus) -> [LimitExplanation] { [] }
}

/// The words that belong to an engine's numbers.
public struct SessionOverview: Hashable, Sendable {
  public var session: String?
  public var subject: String?
  public var title: String?
  /// The zone-side under treatment.
  public var zoneSide: ZoneSide?
  /// As addressed, with its level.
  public var address: String?
  /// What the person is asked to do or told now.
  public var prompt: String?
  /// Why the session ended, was interrupted or waits.
  public var reason: String?
  public var latches: [LatchView] = []
  /// What is not known about the last command, and how it will be resolved.
  public var uncertain: String?
  public init() {}
}

/// One limit in words, for `Explain`.
public struct LimitExplanation: Hashable, Sendable {
  public var limit: String
  public var bounds: String
  public var actual: String
  public var active: Bool
  public var source: String
  public init(limit: String, bounds: String, actual: String, active: Bool, source: String) {
    self.limit = limit
    self.bounds = bounds
    self.actual = actual
    self.active = active
    self.source = source
  }
}
