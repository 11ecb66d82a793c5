// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Links
import Logging
import Quantities
import Realtime
import Simulator

/// A device's link, opened, and the thread that moves it where it has none of its own.
final class DeviceConnection: Sendable {
  let link: any Link
  let facts: DeviceFacts
  private let wire: TickThread?

  private init(link: any Link, facts: DeviceFacts, wire: TickThread?) {
    self.link = link
    self.facts = facts
    self.wire = wire
  }

  /// Opens the way to a device; a serial line that is not there yet is waited for.
  ///
  /// Nil for devices on USB, which are found rather than opened.
  static func open(_ address: DeviceAddress, log: Logger) throws(DaemonFailure)
    -> DeviceConnection?
  {
    switch address {
    case .simulated(let name): return try simulated(name)
    case .usb: return nil
    case .serial(let path):
      let link = SerialLink(path: path)
      do {
        do throws(LinkError) {
          try link.open()
        } catch {
          guard error.code == .missing || error.code == .busy || error.code == .closed else {
            throw error
          }
          log.warning("\(error) Trying again until it is there.")
          try link.openWhenPresent()
        }
      } catch {
        throw DaemonFailure("\(error)", .unavailable)
      }
      if let warning = link.warning { log.warning("\(warning)") }
      return DeviceConnection(
        link: link, facts: DeviceFacts(transport: "serial", path: path), wire: nil)
    }
  }

  private static func simulated(_ name: String) throws(DaemonFailure) -> DeviceConnection {
    let now = BootClock.now
    let device = SimulatedDevice(
      SimulatedDeviceSettings(
        serial: "SIM-\(name.uppercased())", actuators: name == "t2" ? 2 : 1), now: now)
    let link = PumpedLink(
      name: "sim:\(name)", peer: PacedPeer(SimulatedPeer(device), now: now))
    do {
      try link.open()
      var configuration = TickThread.Configuration()
      configuration.name = "tonus-sim"
      configuration.priority = RealtimeThread.linkPriority
      configuration.locksMemory = false
      configuration.holdsIdleLatency = false
      let wire = try TickThread(configuration, body: SimulatedWire(link: link))
      var facts = DeviceFacts(transport: "in process", path: link.name)
      facts.isSimulation = true
      return DeviceConnection(link: link, facts: facts, wire: wire)
    } catch {
      throw DaemonFailure("The simulated device cannot be run: \(error)", .unavailable)
    }
  }

  func close() {
    link.close()
    wire?.stop()
  }
}
