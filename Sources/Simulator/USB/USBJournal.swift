// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities
import USBDevice

/// Tells a person what happens to one device, a line each time.
struct USBJournal {
  private let started: Instant
  private var isPresent = true
  private var isImported = false
  private var isConfigured = false
  private var wasHeard = false
  private var state = DeviceState.selfTest
  private var told = 0

  init(started: Instant) { self.started = started }

  mutating func follow(_ massager: USBMassager) {
    let device = massager.device
    while told < device.happened.count {
      let fault = device.happened[told].fault
      say(massager, "\(fault.rawValue): \(fault.explanation)")
      told += 1
    }
    note(massager.isPresent, &isPresent, massager, "plugged in", "unplugged")
    note(massager.isImported, &isImported, massager, "attached", "detached")
    note(
      massager.control.state == .configured, &isConfigured, massager, "configured",
      "not configured")
    // For a device that is not to be touched this line must not appear.
    note(massager.heard > 0, &wasHeard, massager, "spoken to", "")
    guard device.device.state != state else { return }
    state = device.device.state
    say(massager, "\(state)")
  }

  func say(_ massager: USBMassager, _ text: String) {
    let milliseconds = (massager.device.clock - started).milliseconds
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    Descriptor.say("\(milliseconds / 1000).\(fraction) s  \(massager.bus.name)  \(text)")
  }

  private func note(
    _ now: Bool, _ before: inout Bool, _ massager: USBMassager, _ yes: String, _ no: String
  ) {
    guard now != before else { return }
    before = now
    say(massager, now ? yes : no)
  }
}
