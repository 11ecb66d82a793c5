// SPDX-License-Identifier: Apache-2.0
import Conformance
import ConformanceLines
import Simulator
import Testing

@Suite("Conformance of a device that keeps the rules")
struct HonestDeviceTests {
  static func examine(
    _ carrier: Carrier, broken: BrokenRule? = nil, only: [String] = [], mayMove: Bool = true,
    actuators: Int = 1
  ) -> ConformanceReport {
    var settings = SimulatedDeviceSettings(actuators: actuators)
    settings.broken = broken
    let board = SimulatedBoard(settings)
    let options = ConformanceOptions(
      mayMove: mayMove, isUntouched: true, seed: 42, only: only)
    return Examination(
      SimulatedLine(board, carrier),
      second: SimulatedLine(board, carrier == .serial ? .hid : .serial), options: options
    ).run()
  }

  @Test(
    "the simulated device passes on both transports, with one actuator and with two",
    arguments: [Carrier.serial, .hid], [1, 2])
  func passes(_ carrier: Carrier, _ actuators: Int) {
    let report = Self.examine(carrier, actuators: actuators)
    for result in report.results {
      if case .failed(let why) = result.verdict { Issue.record("\(result.rule.name): \(why)") }
    }
    #expect(report.counts.notRun == 0)
    #expect(report.counts.passed > 80)
    #expect(report.device?.serial == "SIM-T1")
  }

  @Test("without consent nothing is armed and no setpoint sent")
  func consent() {
    let report = Self.examine(.serial, mayMove: false)
    for result in report.results where result.rule.needs.contains(.motion) {
      guard case .notRun = result.verdict else {
        Issue.record("\(result.rule.name) was looked at")
        continue
      }
    }
    #expect(report.counts.failed == 0)
    #expect(report.counts.passed > 40)
  }
}
