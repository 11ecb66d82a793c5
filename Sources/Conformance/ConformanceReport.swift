// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// What became of one rule.
public struct RuleResult: Sendable {
  public var rule: Rule
  public var verdict: Verdict
  /// How often it was looked at anew, since this machine was late.
  public var repeats = 0

  init(_ rule: Rule, _ verdict: Verdict) {
    self.rule = rule
    self.verdict = verdict
  }
}

/// Which device was examined, as it said itself.
public struct DeviceFacts: Hashable, Sendable, Codable {
  public var serial: String
  public var model: String
  public var protocolVersion: String
  public var firmware: String
  public var bootID: UInt32
  public var actuators: Int
  public var isSimulated: Bool

  init?(_ bench: Bench) {
    guard let one = bench.identity else { return nil }
    serial = Words.text(one.serial)
    model = Words.text(one.model)
    protocolVersion = "\(one.major).\(one.minor)"
    firmware = "\(one.firmware.major).\(one.firmware.minor).\(one.firmware.patch)"
    bootID = one.bootID
    actuators = Int(one.actuators)
    isSimulated = one.flags.contains(.simulated)
  }
}

/// What an examination came to.
public struct ConformanceReport: Sendable {
  /// Nil when the device never said who it is.
  public var device: DeviceFacts?
  public var results: [RuleResult]

  /// The names of the rules the device does not keep.
  public var failed: [String] {
    results.compactMap { if case .failed = $0.verdict { $0.rule.name } else { nil } }
  }

  /// How many rules were passed, failed, not applicable, not run.
  public var counts: (passed: Int, failed: Int, notApplicable: Int, notRun: Int) {
    var counts = (passed: 0, failed: 0, notApplicable: 0, notRun: 0)
    for result in results {
      switch result.verdict {
      case .passed: counts.passed += 1
      case .failed: counts.failed += 1
      case .notApplicable: counts.notApplicable += 1
      case .notRun: counts.notRun += 1
      }
    }
    return counts
  }
}
