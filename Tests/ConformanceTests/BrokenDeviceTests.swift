// SPDX-License-Identifier: Apache-2.0
import Conformance
import Foundation
import Simulator
import Testing

@Suite("Conformance of devices that break one rule each")
struct BrokenDeviceTests {
  @Test("a device that breaks a rule fails it", arguments: BrokenRule.all.map(\.name))
  func fails(_ name: String) throws {
    let rule = try #require(Rule.all.first { $0.name == name }, "no such rule")
    let carrier: Carrier = rule.needs.contains(.hid) ? .hid : .serial
    let report = HonestDeviceTests.examine(
      carrier, broken: try BrokenRule(name: name), only: [name],
      actuators: rule.needs.contains(.twoActuators) ? 2 : 1)
    #expect(report.failed.contains(name), "\(report.results.map(\.verdict))")
  }

  @Test("each rule has a device that breaks it, and a name of its own")
  func complete() {
    let names = Rule.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(BrokenRule.all.map(\.name)))
  }

  @Test("each rule is of a section of the protocol document")
  func sections() throws {
    let document = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Protocols/device/README.md"), encoding: .utf8)
    for rule in Rule.all {
      let isThere =
        document.contains("\n## \(rule.section) ") || document.contains("\n### \(rule.section) ")
      #expect(isThere, "\(rule.name)")
    }
  }
}
