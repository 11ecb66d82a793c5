// SPDX-License-Identifier: Apache-2.0
import Links
import Quantities
import Testing

@Suite("When a lost wire is tried again")
struct ReopenPolicyTests {
  @Test("soon at first, then ever more rarely, never more rarely than the longest wait")
  func backoff() {
    var policy = ReopenPolicy()
    var now = Instant(milliseconds: 1000)
    policy.opened(at: now)
    #expect(policy.due == nil)
    policy.lost(at: now)
    var waits: [Int64] = []
    for _ in 0..<8 {
      guard let due = policy.due else { break }
      waits.append((due - now).milliseconds)
      now = due
      policy.failed(at: now)
    }
    #expect(waits == [100, 200, 400, 800, 1600, 2000, 2000, 2000])
  }

  @Test("soon again only after it has held for a while")
  func looseWire() {
    var policy = ReopenPolicy()
    var now = Instant(milliseconds: 1000)
    for _ in 0..<6 {
      policy.opened(at: now)
      now = now + .milliseconds(200)
      policy.lost(at: now)
    }
    #expect(policy.due == now + ReopenPolicy.longest)
    policy.opened(at: now)
    now = now + ReopenPolicy.proof
    policy.lost(at: now)
    #expect(policy.due == now + ReopenPolicy.shortest)
  }
}
