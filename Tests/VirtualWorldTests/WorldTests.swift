// SPDX-License-Identifier: Apache-2.0
import Testing
import VirtualWorld

@Suite("The whole system in virtual time")
struct WorldTests {
  @Test("the same seed gives the same bits", arguments: [1, 2, 3] as [UInt64])
  func repeatable(seed: UInt64) {
    #expect(WorldRun.run(seed: seed) == WorldRun.run(seed: seed))
  }
}
