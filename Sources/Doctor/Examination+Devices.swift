// SPDX-License-Identifier: Apache-2.0

extension Examination {
  /// What the shipped rules look for, too; a test holds both against the device protocol.
  public static let testID = "1209:0001"

  static func devices(_ facts: Facts) -> [Finding] {
    let massagers = facts.devices.filter(\.isMassager)
    let foreign = facts.devices.filter { !$0.isMassager }.map { device in
      Finding(
        .device, .note,
        "\(device.name) has the same test id \(testID) but calls itself '\(device.product)': it is left alone."
      )
    }
    guard !massagers.isEmpty else {
      let none = Finding(
        .device, .note,
        "No massager is on USB: none of the devices \(testID) has a name that begins with 'Tonus'.",
        mend: ["tonus --simulate run multifidus-lumbar --side left    # without one"])
      return [none] + foreign
    }
    return massagers.flatMap { examine($0, facts) } + foreign
  }

  private static func examine(_ device: USBFacts, _ facts: Facts) -> [Finding] {
    [
      Finding(.device, .good, "\(device.name) is '\(device.product)'."),
      node(device, facts), driver(device, facts), autosuspend(device),
      modemManager(device, facts),
    ].compactMap(\.self) + ports(device, facts)
  }

  /// Who opens the node is the daemon, where one runs as somebody else.
  private static func node(_ device: USBFacts, _ facts: Facts) -> Finding {
    guard let node = device.node else {
      return Finding(
        .node, .wrong, "\(device.name) has no node under /dev/bus/usb.",
        mend: ["sudo udevadm trigger"])
    }
    if let daemon = facts.daemon, daemon.user != facts.user.id {
      // 0660 of the group the daemon runs in; root needs no permission.
      let opens = daemon.user == 0 || (node.group == "tonus" && node.mode & 0o060 == 0o060)
      return opens
        ? Finding(.node, .good, "The daemon may open '\(node.path)'.")
        : Finding(
          .node, .wrong,
          "The daemon, user \(daemon.user), may not open '\(node.path)' of the group '\(node.group)'.",
          mend: rulesMend(facts))
    }
    return node.opens
      ? Finding(.node, .good, "'\(node.path)' is open to '\(facts.user.name)'.")
      : Finding(
        .node, .wrong, "'\(facts.user.name)' may not open '\(node.path)'.", mend: rulesMend(facts))
  }

  private static func driver(_ device: USBFacts, _ facts: Facts) -> Finding? {
    guard let hid = device.interfaces.first(where: { $0.interfaceClass == 3 }) else {
      return serialDriver(device)
    }
    switch hid.driver {
    case nil: return Finding(.driver, .good, "The HID interface of \(device.name) is free.")
    case "usbhid":
      return Finding(
        .driver, .good, "usbhid has the HID interface of \(device.name); tonusd takes it over.")
    case "usbfs":
      guard facts.daemon?.drives(device) != true else {
        return Finding(.driver, .good, "The daemon drives the HID interface of \(device.name).")
      }
      return claimed(device, by: device.holders.first { $0.process != facts.daemon?.process })
    case .some(let other):
      return Finding(
        .driver, .wrong, "The kernel driver '\(other)' has the HID interface of \(device.name).",
        mend: [
          "echo \(device.port):1.\(hid.number) | sudo tee /sys/bus/usb/drivers/\(other)/unbind"
        ])
    }
  }

  private static func claimed(_ device: USBFacts, by holder: USBFacts.Holder?) -> Finding {
    guard let holder else {
      return Finding(
        .driver, .wrong, "Another program than this daemon has claimed \(device.name).",
        mend: device.node.map { ["sudo fuser -v \($0.path)    # then end the program it shows"] }
          ?? [])
    }
    return Finding(
      .driver, .wrong,
      "'\(holder.name)', process \(holder.process), has claimed \(device.name), and not this daemon.",
      mend: ["kill \(holder.process)"])
  }

  /// Without a HID interface the kernel has to make a serial port of the device.
  private static func serialDriver(_ device: USBFacts) -> Finding {
    guard device.ports.isEmpty,
      let cdc = device.interfaces.first(where: { $0.interfaceClass == 2 })
    else {
      return Finding(
        .driver, .note, "\(device.name) has no HID interface: its serial port is used.")
    }
    let place = "\(device.port):1.\(cdc.number)"
    let bind = "echo \(place) | sudo tee /sys/bus/usb/drivers/cdc_acm/bind"
    guard let driver = cdc.driver else {
      return Finding(
        .driver, .wrong,
        "\(device.name) has no HID interface, and no kernel driver has its serial one.",
        mend: ["sudo modprobe cdc_acm; \(bind)"])
    }
    return Finding(
      .driver, .wrong,
      "\(device.name) has no HID interface, and the kernel driver '\(driver)' has its serial one.",
      mend: ["echo \(place) | sudo tee /sys/bus/usb/drivers/\(driver)/unbind", bind])
  }

  private static func autosuspend(_ device: USBFacts) -> Finding {
    guard device.powerControl != "on" else {
      return Finding(.autosuspend, .good, "\(device.name) is never suspended.")
    }
    return Finding(
      .autosuspend, .wrong,
      "The kernel may suspend \(device.name): power/control is '\(device.powerControl)'.",
      mend: ["echo on | sudo tee /sys/bus/usb/devices/\(device.port)/power/control"])
  }

  private static func modemManager(_ device: USBFacts, _ facts: Facts) -> Finding {
    if device.isHiddenFromModemManager {
      return Finding(.modemManager, .good, "ModemManager is told to leave \(device.name) alone.")
    }
    guard facts.runsModemManager else {
      return Finding(.modemManager, .good, "No ModemManager runs.")
    }
    return Finding(
      .modemManager, .wrong, "ModemManager may take \(device.name) for a modem and talk to it.",
      mend: rulesMend(facts))
  }

  private static func ports(_ device: USBFacts, _ facts: Facts) -> [Finding] {
    device.ports.filter { !$0.opens && facts.daemon == nil }.map { port in
      Finding(
        .node, .note, "'\(facts.user.name)' may not open the serial port '\(port.path)'.",
        mend: ["sudo usermod -aG \(port.group) \(facts.user.name)    # then log out and in again"])
    }
  }
}
