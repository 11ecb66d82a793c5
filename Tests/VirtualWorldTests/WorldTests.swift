// SPDX-License-Identifier: Apache-2.0
import Testing
import VirtualWorld

@Suite("The whole system in virtual time")
struct WorldTests {
  @Test("the same seed gives the same bits", arguments: [7] as [UInt64])
  func repeatable(seed: UInt64) {
    #expect(WorldRun.run(seed: seed) == WorldRun.run(seed: seed))
  }

  @Test("the result does not depend on how many run at a time")
  func lanes() async {
    let one = await Campaign(seeds: 2, first: 20, jobs: 1).run()
    let two = await Campaign(seeds: 2, first: 20, jobs: 2).run()
    #expect(one.hash == two.hash)
    #expect(one.virtualMilliseconds == two.virtualMilliseconds)
  }

  @Test("H1, H2, H3, H5: every promise holds in a handful of worlds with faults")
  func promises() async {
    let result = await Campaign(seeds: 6, first: 100).run()
    for failure in result.failures {
      Issue.record(
        "seed \(failure.seed): \(String(describing: failure.violation)); replay: tonus-world --seed \(failure.seed)"
      )
    }
    #expect(result.sessions >= 3)
  }

  @Test(
    "every canary is caught, and the same worlds are sound without it", arguments: Canary.allCases)
  func canaries(canary: Canary) {
    var caught = 0
    for seed in 2...3 as ClosedRange<UInt64> {
      if WorldRun.run(seed: seed, canary: canary).violation != nil { caught += 1 }
      let sound = WorldRun.run(seed: seed, provoking: canary)
      #expect(sound.violation == nil, "seed \(seed): \(String(describing: sound.violation))")
    }
    #expect(caught >= 1)
  }
}
