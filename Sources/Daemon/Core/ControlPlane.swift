// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import DeviceProtocol
import Envelope
import Ledger
import Links
import Logging
import Person
import Quantities
import Realtime
import Sessions
import Synchronization

/// The devices and records of one daemon, as the control interface sees them.
final class ControlPlane: Sendable {
  private let known: Mutex<[DeviceUnit]>
  let store: LedgerStore
  let catalogue: Catalogue
  let clock: DaemonClock
  /// What the tick thread has counted; zeros where there is none.
  let timing: @Sendable () -> Control.Timing
  /// What the machine granted the tick thread.
  let grants: TickThread.Grants
  /// Whether the kernel tells what is plugged in and out; nil where USB is not looked at.
  let hearsUSB = Mutex<Bool?>(nil)
  /// Takes down what passes between engines and devices; nil when nothing is recorded.
  private let recorder: Recorder?

  init(
    units: [DeviceUnit], store: LedgerStore, catalogue: Catalogue, clock: DaemonClock,
    timing: @escaping @Sendable () -> Control.Timing,
    grants: TickThread.Grants = TickThread.Grants(), recorder: Recorder? = nil
  ) {
    known = Mutex(units)
    self.store = store
    self.catalogue = catalogue
    self.clock = clock
    self.timing = timing
    self.grants = grants
    self.recorder = recorder
  }

  /// Every device the daemon knows, also those that are gone.
  var units: [DeviceUnit] { known.withLock { $0 } }

  /// Forgets a device, unless something is still to be done for it.
  func forget(_ id: String) -> DeviceUnit? {
    known.withLock { known in
      known.firstIndex { $0.id == id && $0.isQuiet }.map { known.remove(at: $0) }
    }
  }

  func add(_ unit: DeviceUnit) { known.withLock { $0.append(unit) } }

  /// A device on a link, with its lane; not yet known and not yet ticked.
  ///
  /// - Parameter serial: the serial number that it has to give; nil for any.
  func makeUnit(
    id: String, link: any Link, serial: String? = nil, log: Logger,
    facts: @escaping @Sendable () -> DeviceFacts
  ) -> DeviceUnit {
    let nonce = UInt32.random(in: .min ... .max)
    let tape = recorder?.tape(name: id, nonce: nonce, serial: serial)
    return DeviceUnit(
      id: id, lane: DeviceLane(port: link.port, nonce: nonce, serial: serial, tape: tape),
      accounting: LedgerAccounting(store: store, clock: clock, catalogue: catalogue),
      clock: clock, log: log, facts: facts)
  }

  /// The device of that name; without a name the only one that is there.
  ///
  /// A device on USB may be called by its serial number alone.
  func unit(_ id: String?) throws(ControlError) -> DeviceUnit {
    let units = units
    guard let id else {
      let present = units.filter { $0.lane.port.state.isOpen }
      if let only = present.count == 1 ? present.first : units.count == 1 ? units.first : nil {
        return only
      }
      guard !units.isEmpty else {
        throw .noDevice(
          "No device is connected. Plug one in, or name one when starting the daemon, as in 'tonusd --device sim:t1'."
        )
      }
      let candidates = present.isEmpty ? units : present
      throw .noDevice(
        "There are \(candidates.count) devices\(present.isEmpty ? ", none of them connected" : ""), and none was named. Name one of "
          + "\(names(candidates)) with --device.")
    }
    guard let unit = units.first(where: { $0.id == id || $0.id == "usb:\(id)" }) else {
      throw .noDevice(
        "There is no device '\(id)'. Known are: \(units.isEmpty ? "none" : names(units)).",
        device: id)
    }
    return unit
  }

  private func names(_ units: [DeviceUnit]) -> String {
    units.map { "'\($0.id)'" }.joined(separator: ", ")
  }

  /// Every device a stop without a name means.
  func stoppable(_ id: String?) -> [DeviceUnit] {
    guard let id else { return units }
    return units.filter { $0.id == id || $0.id == "usb:\(id)" }
  }

  func tick() {
    for unit in units { unit.tick() }
  }

  /// Stops what a connection drives, at once; the books follow with `connectionClosed`.
  ///
  /// Any thread; never waits.
  func stopNow(drivenBy connection: ConnectionID) {
    for unit in units where unit.isDriven(by: connection) { unit.stopNow(.clientGone) }
  }

  /// What is known of a person has changed: what may not go on ends now.
  func reconsider() {
    for unit in units { unit.reconsider() }
  }

  func connectionClosed(_ connection: ConnectionID) {
    for unit in units { unit.connectionClosed(connection) }
  }

  /// Ramps everything down; ready to exit when `isQuiet`.
  func shutDown() {
    for unit in units where unit.status.isActive { unit.stopNow(.shutdown) }
    for unit in units { unit.shutDown() }
  }

  var isQuiet: Bool { units.allSatisfy(\.isQuiet) }

  /// Whom a caller treats: themselves unless they say whom.
  func subject(_ name: String?, uid: UInt32) -> LedgerSubject {
    LedgerSubject(uid: uid, name: name)
  }

  /// What a person's answers and findings take away; answers only when none is open, since nothing
  /// starts before.
  func restrictions(_ subject: LedgerSubject) throws(LedgerError) -> Restrictions {
    try view(of: subject).restrictions
  }

  /// What is known about a person.
  func view(of subject: LedgerSubject) throws(LedgerError) -> PersonView {
    let reading = clock.reading()
    var view = PersonView()
    view.restrictions = try store.screening(subject: subject, now: reading).restrictions
    view.assessment = try view.restrictions.complete(store, subject, now: reading)
    view.now = view.assessment.map { max($0.given, reading.wall) } ?? reading.wall
    return view
  }

  /// What holds for a person now on one device, or on any.
  func conditions(
    _ subject: LedgerSubject, _ treatments: [Treatment], device: Bounds
  ) throws(LedgerError) -> ProofConditions {
    let standing = try standing(subject)
    let restrictions = try restrictions(subject)
    var factors: [ZoneSide: Float] = [:]
    for treatment in treatments {
      factors[treatment.zoneSide] =
        treatment.share(
          sessionsEver: standing.progression.earlierSessions,
          course: standing.factor(treatment.zoneSide), restrictions
        ).factor
    }
    return ProofConditions(
      amplitudeFactors: factors,
      notFacilitated: Set(
        treatments.filter { $0.isNotFacilitated(restrictions) }.map(\.zoneSide)), device: device)
  }

  /// What a person's course means now.
  func standing(_ subject: LedgerSubject) throws(LedgerError) -> PersonStanding {
    try PersonStanding(store, subject: subject, now: clock.reading(), catalogue: catalogue)
  }
}
