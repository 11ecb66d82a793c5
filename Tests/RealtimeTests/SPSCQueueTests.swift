// SPDX-License-Identifier: Apache-2.0
import Foundation
import Realtime
import Testing

struct Payload: BitwiseCopyable, Sendable {
  var number: UInt64
  var copies: InlineArray<7, UInt64>
  init(_ number: UInt64) {
    self.number = number
    copies = InlineArray(repeating: number)
  }
  /// False when a reader saw half of one value and half of another.
  var isWhole: Bool {
    for i in copies.indices where copies[i] != number { return false }
    return true
  }
}

/// Waits for its turn on a machine with fewer processors than threads.
func yield() { Thread.sleep(forTimeInterval: 0) }

@Suite("A queue between two threads")
struct SPSCQueueTests {
  @Test("gives back what was put in, in order, and refuses beyond its capacity")
  func order() {
    let queue = SPSCQueue<Int>(capacity: 4)
    #expect(queue.pop() == nil)
    for round in 0..<10 {
      for i in 0..<4 { #expect(queue.push(round * 4 + i)) }
      #expect(!queue.push(-1))
      #expect(queue.count == 4)
      for i in 0..<4 { #expect(queue.pop() == round * 4 + i) }
      #expect(queue.isEmpty)
    }
  }

  @Test("rounds its capacity up to a power of two")
  func capacity() {
    #expect(SPSCQueue<Int>(capacity: 5).capacity == 8)
    #expect(SPSCQueue<Int>(capacity: 1).capacity == 1)
  }

  @Test("loses, repeats and tears nothing between two racing threads")
  func race() throws {
    let queue = SPSCQueue<Payload>(capacity: 16)
    let count: UInt64 = 100_000
    let producer = try RealtimeThread(name: "producer", priority: nil) {
      for i in 0..<count {
        while !queue.push(Payload(i)) { yield() }
      }
    }
    for i in 0..<count {
      var next = queue.pop()
      while next == nil {
        yield()
        next = queue.pop()
      }
      let payload = try #require(next)
      guard payload.number == i, payload.isWhole else {
        Issue.record("expected \(i), got \(payload.number)")
        break
      }
    }
    producer.join()
    #expect(queue.isEmpty)
  }
}
