// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import DeviceProtocol
import Envelope
import Ledger
import Person
import Quantities
import Realtime
import Sessions

/// The devices and records of one daemon, as the control interface sees them.
final class ControlPlane: Sendable {
  let units: [DeviceUnit]
  let store: LedgerStore
  let catalogue: Catalogue
  let clock: DaemonClock
  /// What the tick thread has counted; zeros where there is none.
  let timing: @Sendable () -> Control.Timing
  /// What the machine granted the tick thread.
  let grants: TickThread.Grants

  init(
    units: [DeviceUnit], store: LedgerStore, catalogue: Catalogue, clock: DaemonClock,
    timing: @escaping @Sendable () -> Control.Timing,
    grants: TickThread.Grants = TickThread.Grants()
  ) {
    self.units = units
    self.store = store
    self.catalogue = catalogue
    self.clock = clock
    self.timing = timing
    self.grants = grants
  }

  /// The device of that name; without a name the only one there is.
  func unit(_ id: String?) throws(ControlError) -> DeviceUnit {
    guard let id else {
      guard let first = units.first else {
        throw .noDevice(
          "The daemon knows no device. Start it with --device, as in 'tonusd --device sim:t1'.")
      }
      guard units.count == 1 else {
        throw .noDevice(
          "There are \(units.count) devices, and none was named. Name one of "
            + "\(units.map { "'\($0.id)'" }.joined(separator: ", ")) with --device.")
      }
      return first
    }
    guard let unit = units.first(where: { $0.id == id }) else {
      let known = units.map { "'\($0.id)'" }.joined(separator: ", ")
      throw .noDevice(
        "There is no device '\(id)'. Known are: \(known.isEmpty ? "none" : known).", device: id)
    }
    return unit
  }

  /// Every device a stop without a name means.
  func stoppable(_ id: String?) -> [DeviceUnit] {
    guard let id else { return units }
    return units.filter { $0.id == id }
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

  /// What holds for a person now on one device, or on any.
  func conditions(
    _ subject: LedgerSubject, _ treatments: [Treatment], device: Bounds
  ) throws(LedgerError) -> ProofConditions {
    let usage = try store.usage(subject: subject, places: [:], now: clock.reading())
    var factors: [ZoneSide: Float] = [:]
    for treatment in treatments {
      factors[treatment.zoneSide] =
        usage.earlierSessions < Limits.firstSessions ? treatment.firstSessionsFactor : 1
    }
    return ProofConditions(amplitudeFactors: factors, device: device)
  }
}
