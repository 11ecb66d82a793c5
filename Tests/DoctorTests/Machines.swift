// SPDX-License-Identifier: Apache-2.0
import Doctor

/// Machines to be examined: one where everything is well, changed by each test in one place.
enum Machines {
  static var well: Facts {
    Facts(
      user: Facts.User(id: 1000, name: "ada", groups: ["ada", "tonus"], listedGroups: ["tonus"]),
      socketPath: "/run/tonus/tonus.sock", place: .service,
      socket: Facts.Node(
        path: "/run/tonus/tonus.sock", owner: "root", group: "tonus", mode: 0o660, opens: true),
      answer: .answers, hasService: true, hasGroup: true,
      rules: [
        Facts.RuleFile(
          path: "/lib/udev/rules.d/70-tonus.rules", text: Examination.shippedRules)
      ],
      devices: [massager], runsModemManager: true, daemon: daemon)
  }

  static var massager: USBFacts {
    USBFacts(
      port: "1-1", product: "Tonus simulated", serial: "SIM-T1",
      node: Facts.Node(
        path: "/dev/bus/usb/001/004", owner: "root", group: "tonus", mode: 0o660, opens: true),
      ports: [
        Facts.Node(path: "/dev/ttyACM0", owner: "root", group: "dialout", mode: 0o660, opens: true)
      ],
      interfaces: [
        USBFacts.Interface(number: 0, interfaceClass: 3, driver: "usbfs"),
        USBFacts.Interface(number: 1, interfaceClass: 2, driver: "cdc_acm"),
      ],
      powerControl: "on", isHiddenFromModemManager: true)
  }

  static var daemon: DaemonFacts {
    DaemonFacts(
      version: "0.1.0", protocolVersion: "1.0", user: 990, process: 812, realtime: true,
      lockedMemory: true, idleLatency: true,
      ticks: DaemonFacts.Ticks(count: 60_000, late: 1, p999Microseconds: 90),
      devices: [
        DaemonFacts.Device(id: "usb:SIM-T1", state: "ready", detail: "", protocolVersion: "1.0")
      ],
      links: [
        DaemonFacts.Link(
          device: "usb:SIM-T1", state: "open", framesReceived: 60_000, framesRefused: 0,
          setpointsSent: 58_000, setpointsDropped: 3, inboundOverflows: 0, floods: 0)
      ])
  }
}
