// SPDX-License-Identifier: Apache-2.0
import Realtime
import Testing

@Suite("The stop slot")
struct StopSlotTests {
  @Test("H1: holds a stop until it is taken, whatever its payload")
  func holds() {
    let slot = StopSlot()
    #expect(slot.take() == nil)
    slot.post(0)
    #expect(slot.isPosted)
    #expect(slot.take() == 0)
    #expect(slot.take() == nil)
    slot.post(1)
    slot.post(.max >> 1)
    #expect(slot.take() == .max >> 1)
    #expect(!slot.isPosted)
  }

  @Test("H1: loses no stop between racing posters")
  func race() throws {
    let slot = StopSlot()
    let rounds = 2_000
    let posters = try (0..<3).map { poster in
      try RealtimeThread(name: "p\(poster)", priority: nil) {
        for _ in 0..<rounds { slot.post(UInt64(poster)) }
        slot.post(100 + UInt64(poster))
      }
    }
    var last: UInt64 = 0
    for thread in posters { thread.join() }
    while let taken = slot.take() { last = taken }
    // Whoever posted last, it was one of the final posts.
    #expect(last >= 100)
  }
}
