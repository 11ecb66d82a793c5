// SPDX-License-Identifier: Apache-2.0

/// One seed, run to its end.
public struct WorldRun: Hashable, Sendable {
  public var seed: UInt64
  public var hash: UInt64
  public var virtualMilliseconds: Int64
  public var violation: Violation?
  public var sessions: Int
  /// The longest time beyond the guard's margin, ms.
  public var beyondMilliseconds: Int
  /// The scenario in one line.
  public var scenario: String
  public var log: [String]

  /// Runs one seed; the same arguments give the same result, bit for bit.
  ///
  /// - Parameters:
  ///   - canary: a defect to plant; the scenario is then one that provokes it.
  ///   - provoking: a scenario that would show this defect, without planting it.
  public static func run(
    seed: UInt64, canary: Canary? = nil, provoking: Canary? = nil, logging: Bool = false
  ) -> WorldRun {
    var scenario = Scenario(seed: seed)
    if let provoked = canary ?? provoking { scenario = scenario.provoking(provoked) }
    var world = World(scenario, canary: canary, logging: logging)
    world.run()
    let isWorthTelling = logging || world.violation != nil
    return WorldRun(
      seed: seed, hash: world.hash, virtualMilliseconds: world.milliseconds,
      violation: world.violation, sessions: world.client.sessions,
      beyondMilliseconds: max(world.plants[0].envelope.longest, world.plants[1].envelope.longest),
      scenario: isWorthTelling ? scenario.description : "", log: world.log)
  }
}
