// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Doctor
import Testing

@Suite("The doctor")
struct ExaminationTests {
  @Test("finds nothing on a machine that is well, and looks at everything")
  func well() {
    let findings = Examination.findings(Machines.well)
    #expect(findings.allSatisfy { $0.verdict == .good && $0.mend.isEmpty })
    #expect(Set(findings.map(\.check)) == Set(Finding.Check.allCases))
  }

  @Test("looks for the ids of the device protocol, and so do the rules")
  func ids() throws {
    #expect(Examination.testID == "\(USBIdentity.text)")
    let ids = Examination.testID.split(separator: ":")
    #expect(ids.map { UInt16($0, radix: 16) } == [USBIdentity.vendor, USBIdentity.product])
    let rules = Examination.shippedRules
    for (name, id) in zip(["idVendor", "idProduct"], ids) {
      let told = rules.matches(
        of: try Regex("ATTRS?\\{\(name)\\}==\"(.*?)\"", as: (Substring, Substring).self))
      #expect(!told.isEmpty && told.allSatisfy { $0.output.1 == id })
    }
  }

  struct Illness: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var check: Finding.Check
    var verdict = Finding.Verdict.wrong
    /// A part of what is to be typed.
    var mend: String
    var change: @Sendable (inout Facts) -> Void
  }

  static let illnesses: [Illness] = [
    Illness(testDescription: "no news of plugs", check: .device, mend: "outside the sandbox") {
      $0.daemon?.hearsUSB = false
    },
    Illness(testDescription: "no daemon", check: .socket, mend: "enable --now tonusd.socket") {
      $0.answer = .missing
      ($0.socket, $0.daemon) = (nil, nil)
    },
    Illness(testDescription: "no daemon, no service", check: .socket, mend: "tonusd --device usb") {
      $0.answer = .missing
      ($0.socket, $0.daemon, $0.hasService) = (nil, nil, false)
    },
    Illness(
      testDescription: "no daemon at a named socket", check: .socket,
      mend: "tonusd --device usb --socket '/tmp/a b'"
    ) {
      ($0.answer, $0.place, $0.socketPath) = (.missing, .named, "/tmp/a b")
      ($0.socket, $0.daemon) = (nil, nil)
    },
    Illness(
      testDescription: "a socket of one's own left behind", check: .socket,
      mend: "enable --now tonusd.socket"
    ) { ($0.answer, $0.place, $0.daemon) = (.refuses, .own, nil) },
    Illness(testDescription: "no group", check: .group, mend: "sudo systemd-sysusers") {
      $0.hasGroup = false
    },
    Illness(testDescription: "a socket of root's", check: .group, mend: "sudo chgrp tonus /run/") {
      ($0.answer, $0.daemon) = (.denied, nil)
      $0.user.groups = ["ada"]
      $0.socket?.group = "root"
      $0.socket?.opens = false
    },
    Illness(testDescription: "a socket left behind", check: .socket, mend: "restart tonusd.socket")
    {
      $0.answer = .refuses
      $0.daemon = nil
    },
    Illness(testDescription: "not in the group", check: .group, mend: "usermod -aG tonus ada") {
      $0.answer = .denied
      ($0.user.groups, $0.user.listedGroups) = (["ada"], [])
      $0.socket?.opens = false
      $0.daemon = nil
    },
    Illness(testDescription: "in the group since login", check: .group, mend: "newgrp tonus") {
      $0.answer = .denied
      $0.user.groups = ["ada"]
      $0.socket?.opens = false
      $0.daemon = nil
    },
    Illness(
      testDescription: "no rules", check: .rules,
      mend: "tonus doctor --rules | sudo tee /etc/udev/rules.d/70-tonus.rules"
    ) {
      $0.rules = []
    },
    Illness(
      testDescription: "rules too late", check: .rules,
      mend: "mv /etc/udev/rules.d/99-tonus.rules /etc/udev/rules.d/70-tonus.rules"
    ) { $0.rules[0].path = "/etc/udev/rules.d/99-tonus.rules" },
    Illness(
      testDescription: "old rules", check: .rules, verdict: .note,
      mend: "tonus doctor --rules | sudo tee /lib/udev/rules.d/70-tonus.rules"
    ) { $0.rules[0].text += "# mine\n" },
    Illness(
      testDescription: "nothing plugged in", check: .device, verdict: .note, mend: "--simulate"
    ) { $0.devices = [] },
    Illness(testDescription: "rules not applied yet", check: .node, mend: "udevadm trigger") {
      $0.devices[0].node?.group = "root"
      $0.devices[0].node?.mode = 0o664
    },
    Illness(testDescription: "node of another user", check: .node, mend: "udevadm trigger") {
      $0.devices[0].node?.opens = false
      $0.daemon = nil
    },
    Illness(
      testDescription: "serial port of another group", check: .node, verdict: .note,
      mend: "usermod -aG dialout ada"
    ) { ($0.devices[0].ports[0].opens, $0.daemon) = (false, nil) },
    Illness(
      testDescription: "claimed by another", check: .driver, mend: "fuser -v /dev/bus/usb/001/004"
    ) { $0.daemon = nil },
    Illness(testDescription: "claimed before the daemon", check: .driver, mend: "kill 900") {
      $0.daemon?.devices[0].state = "absent"
      $0.devices[0].holders = [
        USBFacts.Holder(process: 812, name: "tonusd"),
        USBFacts.Holder(process: 900, name: "python3"),
      ]
    },
    Illness(
      testDescription: "no serial driver", check: .driver,
      mend: "echo 1-1:1.1 | sudo tee /sys/bus/usb/drivers/cdc_acm/bind"
    ) {
      $0.devices[0].ports = []
      $0.devices[0].interfaces.removeFirst()
      $0.devices[0].interfaces[0].driver = nil
    },
    Illness(
      testDescription: "another serial driver", check: .driver,
      mend: "echo 1-1:1.1 | sudo tee /sys/bus/usb/drivers/ldusb/unbind"
    ) {
      $0.devices[0].ports = []
      $0.devices[0].interfaces.removeFirst()
      $0.devices[0].interfaces[0].driver = "ldusb"
    },
    Illness(
      testDescription: "another driver", check: .driver,
      mend: "1-1:1.0 | sudo tee /sys/bus/usb/drivers/wacom/unbind"
    ) { $0.devices[0].interfaces[0].driver = "wacom" },
    Illness(
      testDescription: "may be suspended", check: .autosuspend,
      mend: "tee /sys/bus/usb/devices/1-1/power/control"
    ) { $0.devices[0].powerControl = "auto" },
    Illness(testDescription: "a modem", check: .modemManager, mend: "udevadm control --reload") {
      $0.devices[0].isHiddenFromModemManager = false
    },
    Illness(testDescription: "quarantined", check: .protocol, mend: "plug it in again") {
      $0.daemon?.devices[0].state = "quarantined"
    },
    Illness(testDescription: "another major version", check: .protocol, mend: "firmware") {
      $0.daemon?.devices[0].protocolVersion = "2.0"
    },
    Illness(testDescription: "plugged in and not driven", check: .protocol, mend: "") {
      $0.daemon?.devices[0].state = "absent"
      $0.daemon?.devices[0].protocolVersion = ""
    },
    Illness(testDescription: "a bad cable", check: .link, verdict: .note, mend: "cable") {
      $0.daemon?.links[0].framesRefused = 600
    },
    Illness(testDescription: "no real time", check: .timing, mend: "rtprio 80") {
      $0.daemon?.realtime = false
    },
    Illness(testDescription: "idle latency", check: .timing, verdict: .note, mend: "cpu_dma") {
      $0.daemon?.idleLatency = false
    },
    Illness(testDescription: "late ticks", check: .timing, verdict: .note, mend: "top -H") {
      $0.daemon?.ticks.late = 600
    },
  ]

  @Test("says what is wrong and what to type", arguments: illnesses)
  func ill(_ illness: Illness) throws {
    var facts = Machines.well
    illness.change(&facts)
    let found = Examination.findings(facts).filter { $0.check == illness.check }
    let finding = try #require(found.first { $0.verdict == illness.verdict })
    let typed = finding.mend.joined(separator: "\n")
    #expect(illness.mend.isEmpty || typed.contains(illness.mend), "\(finding)")
  }

  @Test("a foreign device with the same ids is named, judged no further, and left alone")
  func foreign() throws {
    var facts = Machines.well
    facts.devices[0].product = "Someone's prototype"
    facts.devices[0].powerControl = "auto"
    let findings = Examination.findings(facts)
    #expect(findings.contains { $0.check == .device && $0.text.contains("Someone's prototype") })
    #expect(!findings.contains { $0.check == .autosuspend || $0.verdict == .wrong })
  }

  @Test("is not troubled by names with quotes, or by files of other people's")
  func strange() {
    var facts = Machines.well
    facts.rules = [Facts.RuleFile(path: "tonus.rules", text: "")]
    facts.devices[0].serial = "'; rm -rf /"
    facts.devices[0].interfaces = []
    facts.daemon?.devices = []
    facts.daemon?.links = []
    let findings = Examination.findings(facts)
    // Nothing a device says is ever part of what is to be typed.
    #expect(!findings.contains { $0.mend.contains { $0.contains("rm -rf") } })
  }
}
