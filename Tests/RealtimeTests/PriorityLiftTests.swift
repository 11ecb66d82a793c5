// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Realtime

@Suite("A thread for which a stop waits")
struct PriorityLiftTests {
  private final class Calls: Sendable {
    let all = Mutex<[[Int32]]>([])
    func lift() -> PriorityLift {
      PriorityLift { thread, priority in self.all.withLock { $0.append([thread, priority]) } }
    }
    var seen: [[Int32]] { all.withLock { $0 } }
  }

  @Test("H1: is above its peers and below the tick until it settles, once")
  func lifts() {
    let calls = Calls()
    let lift = calls.lift()
    lift.enter(7)
    lift.settle()
    #expect(calls.seen.isEmpty)
    lift.lift()
    #expect(calls.seen == [[7, RealtimeThread.stopPriority]])
    lift.settle()
    lift.settle()
    #expect(
      calls.seen == [[7, RealtimeThread.stopPriority], [7, RealtimeThread.linkPriority]])
    #expect(RealtimeThread.linkPriority < RealtimeThread.stopPriority)
    #expect(RealtimeThread.stopPriority < RealtimeThread.tickPriority)
  }

  @Test("Nothing is lifted that is not there, or is an ordinary thread")
  func nobody() {
    let calls = Calls()
    let lift = calls.lift()
    lift.lift()
    lift.enter(7)
    lift.leave()
    lift.lift()
    lift.settle()
    lift.enter(0)
    lift.lift()
    lift.settle()
    #expect(calls.seen.isEmpty)
  }

  @Test("A thread that ended lifted leaves nothing to the ordinary one that follows")
  func successor() {
    let calls = Calls()
    let lift = calls.lift()
    lift.enter(7)
    lift.lift()
    lift.leave()
    lift.enter(0)
    lift.settle()
    #expect(calls.seen == [[7, RealtimeThread.stopPriority]])
  }
}
