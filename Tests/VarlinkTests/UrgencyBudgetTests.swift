// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Varlink

@Suite("How much the threads that read calls compute ahead of others")
struct UrgencyBudgetTests {
  @Test("Little work is always ahead")
  func little() {
    var budget = UrgencyBudget(computed: 40, now: 1000)
    for turn in 1...10_000 as ClosedRange<UInt64> {
      // 0.1 ms every 1.25 ms: less than the tenth that is allowed.
      let allows = budget.allows(computed: 40 + turn * 100_000, now: 1000 + turn * 1_250_000)
      #expect(allows)
    }
  }

  @Test("Much work falls behind, and is ahead again when the window is over")
  func much() {
    let (allowance, window) = (UrgencyBudget.allowance, UrgencyBudget.window)
    let turns: [(computed: UInt64, now: UInt64, allows: Bool)] = [
      (allowance, 6_000_000, true), (allowance + 1, 6_000_001, false),
      (40_000_000, window - 1, false), (40_000_000, window, true),
      (40_000_000 + allowance + 1, window + 7_000_000, false),
    ]
    var budget = UrgencyBudget(computed: 0, now: 0)
    for turn in turns {
      let allows = budget.allows(computed: turn.computed, now: turn.now)
      #expect(allows == turn.allows, "after \(turn.now) ns")
    }
  }

  @Test(
    "H1: a thread that a client keeps busy is an ordinary one for a while, and then ahead again")
  func busy() async throws {
    let said = Mutex<[String]>([])
    let computed = Atomic<UInt64>(0)
    let urgency = Urgency(
      rise: { said.withLock { $0.append("rise") } }, fall: { said.withLock { $0.append("fall") } },
      computed: { computed.load(ordering: .relaxed) })
    try await withServer([try EchoService()], urgency: urgency) { path, _ in
      let threads = said.withLock { $0.count }
      #expect(said.withLock { $0.allSatisfy { $0 == "rise" } })
      let client = try await Client.connect(path: path)
      computed.add(UrgencyBudget.allowance + 1, ordering: .relaxed)
      _ = try await client.call("org.example.echo.Echo", ["text": "hi"])
      // Without another message.
      #expect(await eventually { said.withLock { $0.count } == threads + 2 })
      #expect(said.withLock { $0.suffix(2) } == ["fall", "rise"])
    }
  }
}
