// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Looks at rules one after the other, each from the same beginning.
public struct Examination {
  /// `[E]` When this machine was not there in time, what it saw says nothing; it looks again.
  private static let attempts = 4

  private let bench: Bench
  private let options: ConformanceOptions

  /// - Parameter second: another way to the same device, where there is one.
  public init(
    _ line: any DeviceLine, second: (any DeviceLine)? = nil, options: ConformanceOptions
  ) {
    bench = Bench(line, second: second, options: options)
    self.options = options
  }

  /// Whether anything answers a hello.
  public func findsDevice() -> Bool {
    // What had begun when the line was opened takes the first with it.
    for _ in 0..<5 {
      do throws(Finding) {
        try bench.greet()
        return true
      } catch {
        // One that answers wrongly is there, and to be examined.
        if bench.main.received > 0 { return true }
        if case .lost = error { return false }
      }
    }
    return false
  }

  /// Looks at all rules that are asked for; `tell` hears of each.
  public func run(tell: (RuleResult) -> Void = { _ in }) -> ConformanceReport {
    var results: [RuleResult] = []
    var lost: LineLost?
    for rule in Rule.all where options.asksFor(rule) {
      if lost == nil, bench.main.received == 0, !rule.needs.contains(.untouched), !findsDevice() {
        lost = LineLost("nothing answers a hello")
      }
      let result: RuleResult
      if let lost {
        result = RuleResult(rule, .notRun(reason: lost.reason))
      } else if let verdict = hindrance(rule) {
        result = RuleResult(rule, verdict)
      } else {
        result = examine(rule, &lost)
      }
      results.append(result)
      tell(result)
    }
    // A hello ends what arm there is; a line that is lost has ended it by silence.
    try? bench.greet()
    return ConformanceReport(device: DeviceFacts(bench), results: results)
  }

  /// Why a rule is not looked at at all.
  private func hindrance(_ rule: Rule) -> Verdict? {
    for need in rule.needs.sorted(by: { "\($0)" < "\($1)" }) {
      switch need {
      case .serial where !bench.isSerial:
        return .notApplicable(reason: "it is about serial lines, and this is HID")
      case .hid where bench.isSerial:
        return .notApplicable(reason: "it is about HID, and this is a serial line")
      case .secondTransport where bench.second == nil:
        return .notApplicable(reason: "the device was reached over one transport only")
      case .twoActuators where bench.actuators.count < 2:
        return .notApplicable(reason: "it has one actuator")
      case .wallClock where options.isEmulated:
        return .notApplicable(reason: "the device's clock is an emulator's")
      case .untouched where !options.isUntouched:
        return .notRun(reason: "it needs a device that was just switched on; say so")
      case .motion where !options.mayMove:
        return .notRun(reason: "it may move the head, and nobody has agreed to that")
      case .serial, .hid, .secondTransport, .twoActuators, .wallClock, .untouched, .motion: continue
      }
    }
    return nil
  }

  private func examine(_ rule: Rule, _ lost: inout LineLost?) -> RuleResult {
    var result = RuleResult(rule, .passed)
    for attempt in 1...Self.attempts {
      let before = bench.disturbances
      result.verdict = look(rule, &lost)
      result.repeats = attempt - 1
      guard case .failed = result.verdict, bench.disturbances > before else { break }
    }
    return result
  }

  private func look(_ rule: Rule, _ lost: inout LineLost?) -> Verdict {
    bench.turnPage()
    do throws(Finding) {
      if !rule.needs.contains(.untouched) {
        try bench.settle()
        bench.main.turnPage()
      }
      try rule.check(bench)
      return .passed
    } catch {
      switch error {
      case .failed(let expected, let got): return .failed(shortcoming(expected, got))
      case .notApplicable(let reason): return .notApplicable(reason: reason)
      case .notReached(let state):
        return .failed(shortcoming("the state idle, from which this rule begins", [state]))
      case .lost(let reason):
        lost = LineLost("the line was lost: \(reason.reason)")
        return .failed(shortcoming("a line that stays", [reason.reason]))
      }
    }
  }

  private func shortcoming(_ expected: String, _ got: [String]) -> Shortcoming {
    let sent = bench.main.sent.suffix(4) + (bench.second?.sent.suffix(2) ?? [])
    return Shortcoming(
      sent: sent.map(Words.hex), expected: expected, got: got.isEmpty ? ["nothing"] : got)
  }
}

extension ConformanceOptions {
  func asksFor(_ rule: Rule) -> Bool {
    only.isEmpty || only.contains { rule.name.hasPrefix($0) }
  }
}

extension Bench {
  var disturbances: Int { main.disturbances + (second?.disturbances ?? 0) }

  func turnPage() {
    main.turnPage()
    second?.turnPage()
  }
}
