// SPDX-License-Identifier: Apache-2.0
import Discovery
import Ledger
import Links
import Logging
import Synchronization

/// The devices on USB: comes to know each when it is plugged in first, and keeps it from then on.
///
/// A device that comes back is the same one, by its serial number: its records, its latches and its
/// clients' names for it stay. Only where there is no more room is one forgotten that is gone.
final class USBFleet: Sendable {
  private struct State {
    var links: [String: USBLink] = [:]
    /// Those that are not plugged in, longest ago first.
    var gone: [String] = []
    var isClosed = false
  }

  /// Nil for every device, else the serial numbers that are driven.
  private let wanted: Set<String>?
  private let plane: ControlPlane
  private let arrivals: LaneArrivals
  private let log: Logger
  private let state = Mutex(State())
  private let watcher = Mutex<USBWatcher?>(nil)

  init(wanted: Set<String>?, plane: ControlPlane, arrivals: LaneArrivals, log: Logger) {
    self.wanted = wanted
    self.plane = plane
    self.arrivals = arrivals
    self.log = log
  }

  /// Watches USB from now on; what is there is told at once, on the watcher's thread.
  func watch() throws {
    let started = try USBWatcher { [weak self] in self?.note($0) }
    plane.hearsUSB.withLock { $0 = started.hearsEvents }
    if !started.hearsEvents {
      log.error(
        "The kernel refuses its news of USB (a netlink socket): only devices that are plugged in now are found. 'tonus doctor' says more."
      )
    }
    watcher.withLock { $0 = started }
  }

  /// Something has become different on USB.
  func note(_ change: RosterChange) {
    switch change {
    case .there(let found):
      guard wanted?.contains(found.serial) ?? true else { return }
      state.withLock { state in
        guard !state.isClosed else { return }
        state.gone.removeAll { $0 == found.name }
        link(found, &state)?.attach(found.place)
      }
    case .gone(let name):
      state.withLock { state in
        guard let link = state.links[name] else { return }
        state.gone.append(name)
        link.detach()
      }
    }
  }

  /// Stops watching and closes every link.
  func close() {
    watcher.withLock { $0?.stop() }
    let links = state.withLock { state in
      state.isClosed = true
      return Array(state.links.values)
    }
    for link in links { link.close() }
  }

  /// Makes room: forgets what was unplugged longest ago and has nothing left to do.
  private func forgetOne(_ state: inout State) {
    for name in state.gone {
      guard let link = state.links[name], let unit = plane.forget(link.name) else { continue }
      link.close()
      arrivals.remove(unit.lane)
      state.links[name] = nil
      state.gone.removeAll { $0 == name }
      return
    }
  }

  private func link(_ found: FoundDevice, _ state: inout State) -> USBLink? {
    if let known = state.links[found.name] { return known }
    if state.links.count >= LaneArrivals.capacity { forgetOne(&state) }
    guard state.links.count < LaneArrivals.capacity else {
      log.error(
        "'\(found.name)' is the \(LaneArrivals.capacity + 1)th device on USB, and one daemon drives no more. Unplug another first."
      )
      return nil
    }
    let link = USBLink(name: "usb:\(found.name)")
    do {
      try link.open()
    } catch {
      log.error("\(error)")
      return nil
    }
    state.links[found.name] = link
    let serial = found.serial
    let unit = plane.makeUnit(id: link.name, link: link, serial: serial, log: log) {
      DeviceFacts(link, serial: serial)
    }
    plane.add(unit)
    arrivals.add(unit.lane)
    log.notice("'\(link.name)' was found on USB, \(found.product). \(DeviceFacts.testID)")
    return link
  }
}
