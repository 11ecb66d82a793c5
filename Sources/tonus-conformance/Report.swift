// SPDX-License-Identifier: Apache-2.0
import Conformance
import Foundation

/// The report, for people and as JSON.
enum Report {
  static func line(_ result: RuleResult) -> String {
    let rule = result.rule
    let head =
      "§\(rule.name.padding(toLength: max(18, rule.name.count), withPad: " ", startingAt: 0))"
    switch result.verdict {
    case .passed: return "passed          \(head) \(rule.sentence)"
    case .notApplicable(let reason): return "not applicable  \(head) \(reason)"
    case .notRun(let reason): return "not run         \(head) \(reason)"
    case .failed(let why):
      return
        (["FAILED          \(head) \(rule.sentence)"]
        + why.sent.map { "                  sent      \($0)" }
        + ["                  expected  \(why.expected)"]
        + why.got.map { "                  got       \($0)" }).joined(separator: "\n")
    }
  }

  static func summary(_ report: ConformanceReport) -> String {
    let counts = report.counts
    let device = report.device.map {
      "\($0.model), serial number \($0.serial), firmware \($0.firmware), protocol"
        + " \($0.protocolVersion)\($0.isSimulated ? ", simulated" : "")"
    }
    let words =
      "\(counts.passed) passed, \(counts.failed) failed, \(counts.notApplicable) not applicable,"
      + " \(counts.notRun) not run"
    return "\n\(device ?? "It did not say properly who it is")\n\(words)"
      + (report.failed.isEmpty ? "" : "\nFailed: \(report.failed.joined(separator: ", "))")
  }

  private struct Entry: Encodable {
    var rule: String
    var section: String
    var sentence: String
    var verdict: String
    var reason: String?
    var failure: Shortcoming?
    /// How often it was looked at anew, since the machine was late.
    var repeats: Int
  }

  private struct Whole: Encodable {
    var device: DeviceFacts?
    var passed: Int
    var failed: Int
    var notApplicable: Int
    var notRun: Int
    var rules: [Entry]
  }

  static func json(_ report: ConformanceReport) throws -> String {
    let counts = report.counts
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let whole = Whole(
      device: report.device, passed: counts.passed, failed: counts.failed,
      notApplicable: counts.notApplicable, notRun: counts.notRun,
      rules: report.results.map(entry))
    return String(decoding: try encoder.encode(whole), as: UTF8.self)
  }

  private static func entry(_ result: RuleResult) -> Entry {
    var entry = Entry(
      rule: result.rule.name, section: result.rule.section, sentence: result.rule.sentence,
      verdict: "passed", repeats: result.repeats)
    switch result.verdict {
    case .passed: break
    case .failed(let why):
      entry.verdict = "failed"
      entry.failure = why
    case .notApplicable(let reason):
      entry.verdict = "not applicable"
      entry.reason = reason
    case .notRun(let reason):
      entry.verdict = "not run"
      entry.reason = reason
    }
    return entry
  }
}
