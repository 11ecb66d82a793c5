// SPDX-License-Identifier: Apache-2.0

/// Many seeds on several threads; the result does not depend on how many.
public struct Campaign: Sendable {
  public var seeds: UInt64
  public var first: UInt64
  public var jobs: Int
  public var canary: Canary?

  public init(seeds: UInt64, first: UInt64 = 1, jobs: Int = 2, canary: Canary? = nil) {
    self.seeds = seeds
    self.first = first
    self.jobs = max(1, jobs)
    self.canary = canary
  }

  /// Runs every seed and returns the outcome, failures in the order of their seeds.
  public func run() async -> CampaignResult {
    let lanes = UInt64(jobs)
    return await withTaskGroup(of: CampaignResult.self) { group in
      for lane in 0..<lanes {
        group.addTask { [self] in
          var result = CampaignResult()
          var seed = first + lane
          while seed < first + seeds {
            result.add(WorldRun.run(seed: seed, canary: canary))
            seed += lanes
          }
          return result
        }
      }
      var whole = CampaignResult()
      for await part in group { whole.merge(part) }
      return whole
    }
  }
}

/// What many seeds came to.
public struct CampaignResult: Sendable {
  public private(set) var runs = 0
  public private(set) var sessions = 0
  /// The longest time that any seed was beyond the guard's margin, ms, and which.
  public private(set) var beyondMilliseconds = 0
  public private(set) var beyondSeed: UInt64 = 0
  public private(set) var virtualMilliseconds: Int64 = 0
  /// Order-independent sum of all hashes.
  public private(set) var hash: UInt64 = 0
  public private(set) var failures: [WorldRun] = []

  mutating func add(_ run: WorldRun) {
    runs += 1
    sessions += run.sessions
    noteBeyond(run.beyondMilliseconds, run.seed)
    virtualMilliseconds += run.virtualMilliseconds
    hash &+= run.hash &* (run.seed | 1)
    if run.violation != nil { failures.append(run) }
  }

  private mutating func noteBeyond(_ milliseconds: Int, _ seed: UInt64) {
    let isWorse =
      milliseconds > beyondMilliseconds
      || (milliseconds == beyondMilliseconds && seed < beyondSeed)
    guard isWorse else { return }
    beyondMilliseconds = milliseconds
    beyondSeed = seed
  }

  mutating func merge(_ other: CampaignResult) {
    runs += other.runs
    sessions += other.sessions
    noteBeyond(other.beyondMilliseconds, other.beyondSeed)
    virtualMilliseconds += other.virtualMilliseconds
    hash &+= other.hash
    failures = (failures + other.failures).sorted { $0.seed < $1.seed }
  }
}
