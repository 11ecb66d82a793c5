// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Prints what the virtual world found, for `tonus-world`.
public struct WorldReport: Sendable {
  private let canary: Canary?

  public init(canary: Canary?) { self.canary = canary }

  /// The canary of that name.
  public static func canary(named name: String) throws -> Canary {
    guard let canary = Canary(rawValue: name) else { throw UnknownCanary(name: name) }
    return canary
  }

  /// Runs one seed and tells everything; 0 when all promises held.
  public func replay(_ seed: UInt64) -> Int32 {
    let run = WorldRun.run(seed: seed, canary: canary, logging: true)
    print("seed \(seed): \(run.scenario)")
    for line in run.log { print("  \(line)") }
    print(
      "  \(run.virtualMilliseconds) ms, \(run.beyondMilliseconds) ms beyond the guard's margin, hash \(hex(run.hash))"
    )
    return verdict(run.violation == nil ? [] : [run])
  }

  /// Runs many; 0 when all promises held, or when the canary was caught.
  public func campaign(seeds: UInt64, first: UInt64, jobs: Int) async -> Int32 {
    let clock = ContinuousClock()
    let began = clock.now
    let result = await Campaign(seeds: seeds, first: first, jobs: jobs, canary: canary).run()
    let took = began.duration(to: clock.now)
    let seconds =
      Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
    let speed = Double(result.virtualMilliseconds) / 1000 / max(seconds, 1e-9)
    print(
      "\(result.runs) seeds, \(result.sessions) sessions, \(result.virtualMilliseconds / 1000) s of virtual time in \(tenths(seconds)) s (\(Int(speed)) times real time), hash \(hex(result.hash))"
    )
    print(
      "longest beyond the guard's margin: \(result.beyondMilliseconds) ms (seed \(result.beyondSeed))"
    )
    return verdict(result.failures)
  }

  private func verdict(_ failures: [WorldRun]) -> Int32 {
    for run in failures.prefix(canary == nil ? 20 : 3) {
      guard let violation = run.violation else { continue }
      print(
        "seed \(run.seed) broke '\(violation.promise.rawValue)' at \(violation.at.milliseconds) ms: \(violation.detail)"
      )
      print("  \(run.scenario)")
      print("  replay: tonus-world --seed \(run.seed)\(flag)")
    }
    if let canary {
      print(
        failures.isEmpty
          ? "the canary '\(canary.rawValue)' was NOT caught"
          : "the canary '\(canary.rawValue)' was caught \(failures.count) times")
      return failures.isEmpty ? 1 : 0
    }
    print(failures.isEmpty ? "every promise held" : "\(failures.count) seeds broke a promise")
    return failures.isEmpty ? 0 : 1
  }

  private var flag: String { canary.map { " --canary \($0.rawValue)" } ?? "" }

  /// With one decimal.
  private func tenths(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// There is no canary of that name.
public struct UnknownCanary: Error, CustomStringConvertible {
  public var name: String
  public var description: String {
    "There is no canary '\(name)'; there are \(Canary.allCases.map(\.rawValue).joined(separator: ", "))."
  }
}
