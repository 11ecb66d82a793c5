// SPDX-License-Identifier: Apache-2.0

/// One seed, run to its end.
public struct WorldRun: Hashable, Sendable {
  public var seed: UInt64
  public var hash: UInt64
  public var virtualMilliseconds: Int64
  public var violation: Violation?
  public var sessions: Int
  /// The scenario in one line.
  public var scenario: String
  public var log: [String]

  /// Runs one seed; the same arguments give the same result, bit for bit.
  public static func run(seed: UInt64, canary: Canary? = nil, logging: Bool = false) -> WorldRun {
    let scenario = Scenario(seed: seed)
    var world = World(scenario, canary: canary, logging: logging)
    world.run()
    let isWorthTelling = logging || world.violation != nil
    return WorldRun(
      seed: seed, hash: world.hash, virtualMilliseconds: world.milliseconds,
      violation: world.violation, sessions: world.client.sessions,
      scenario: isWorthTelling ? scenario.description : "", log: world.log)
  }
}
