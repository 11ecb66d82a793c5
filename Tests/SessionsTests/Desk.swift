// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Sessions

/// A supervisor over a bench, with clients that ask it things.
final class Desk {
  let bench = Bench()
  var supervisor = Supervisor(device: "t1")
  var ledger = InMemoryAccounting()
  var replies: [UInt64: Reply] = [:]
  var errors: [UInt64: SessionError] = [:]
  var finished: [SessionRecord] = []
  var notices: [String] = []
  var urgent: [String] = []
  /// Energised records get lost on their way while it is set.
  var losesEnergised = false
  /// Added to the wall clock, ms.
  var wallOffset: Int64 = 1_790_000_000_000
  private var counter: UInt64 = 0
  private var taken = 0
  /// The control plane stands still while it is false.
  var isControlRunning = true
  /// Renewed every 300 ms while it is set.
  var renewing: (LeaseID, ConnectionID)?

  init() { _ = bench.becomeReady() }

  var moment: Moment {
    Moment(
      instant: bench.now,
      wall: WallTime(milliseconds: wallOffset + Int64(bench.now.nanoseconds / 1_000_000)))
  }

  @discardableResult
  func ask(_ request: Request, from connection: UInt64 = 1) -> UInt64 {
    counter += 1
    let id = counter
    perform(
      supervisor.handle(
        request, id: RequestID(id), from: ConnectionID(connection), at: moment,
        status: bench.status, accounting: &ledger))
    return id
  }

  /// What a step or a softening answered: the session's new share of its program, or nil.
  func factor(_ id: UInt64) -> Float? {
    if case .factor(let factor)? = replies[id] { factor } else { nil }
  }

  func close(_ connection: UInt64) {
    perform(
      supervisor.connectionClosed(
        ConnectionID(connection), at: moment, status: bench.status, accounting: &ledger))
  }

  func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .engine(let command): bench.commands.append(command)
      case .stop(let reason): bench.stop = reason
      case .reply(let id, let reply): replies[id.number] = reply
      case .fail(let id, let error): errors[id.number] = error
      case .finished(let record, _): finished.append(record)
      case .notice(let text, let isUrgent):
        notices.append(text)
        if isUrgent { urgent.append(text) }
      }
    }
  }

  /// What is known of the person has changed.
  func reconsider() {
    perform(supervisor.reconsider(at: moment, status: bench.status, accounting: &ledger))
  }

  func run(_ milliseconds: Int) {
    for _ in 0..<milliseconds { step() }
  }

  func step() {
    bench.step()
    let time = bench.now.nanoseconds / 1_000_000
    guard isControlRunning, time % 10 == 0 else { return }
    if time % 300 == 0, let (lease, connection) = renewing {
      ask(.renew(lease), from: connection.number)
    }
    let records = bench.records[taken...].filter { record in
      if case .energised = record { !losesEnergised } else { true }
    }
    taken = bench.records.count
    perform(
      supervisor.tick(
        at: moment, status: bench.status, records: records, accounting: &ledger))
  }

  func run(until condition: (Desk) -> Bool, limit: Int = 5000) -> Bool {
    for _ in 0..<limit {
      if condition(self) { return true }
      step()
    }
    return condition(self)
  }

  /// Acquires for a connection; nil when refused.
  func lease(for connection: UInt64 = 1) -> LeaseID? {
    let id = ask(.acquire, from: connection)
    guard case .lease(let lease, _)? = replies[id] else { return nil }
    return lease
  }

  /// Starts and renews; the session's name, or nil with the error noted.
  func start(_ undertaking: Undertaking = .sample(), from connection: UInt64 = 1) -> UInt64? {
    guard let lease = lease(for: connection) else { return nil }
    renewing = (lease, ConnectionID(connection))
    let id = ask(.start(lease, undertaking), from: connection)
    _ = run(until: { $0.replies[id] != nil || $0.errors[id] != nil }, limit: 3000)
    return id
  }
}

extension Undertaking {
  /// Drives one zone-side of a class for some seconds.
  static func sample(
    _ seconds: Float = 4, zone: String = "multifidus-lumbar", safetyClass: SafetyClass = .b,
    locked: String? = nil, amplitude: Float = 1,
    factors: @escaping @Sendable (Float) -> Void = { _ in }
  ) -> Undertaking {
    let side = ZoneSide(zone: zone, side: "left")
    let treatment = Treatment(
      zoneSide: side, safetyClass: safetyClass, locked: locked, safeNeighbour: "erector-spinae")
    return Undertaking(subject: "me", title: "sample", treatments: [treatment]) { conditions in
      let factor = conditions.amplitudeFactors[side] ?? 0
      factors(factor)
      return .success(
        ProvedProgram(
          title: "sample", steps: [Sample.drive(seconds, 40, amplitude * factor)],
          segments: [
            ProvedSegment(
              zoneSide: side, address: "\(zone)@L4:left",
              limits: EngineSegment(
                bounds: Sample.bounds, energisedMax: treatment.applicationMax))
          ], stepTexts: ["Hold it there."]))
    }
  }
}
