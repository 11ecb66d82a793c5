// SPDX-License-Identifier: Apache-2.0
import Realtime
import Synchronization
import Testing

@Suite("A snapshot of one writer's latest value")
struct SnapshotTests {
  struct Odd: BitwiseCopyable, Sendable, Equatable {
    var a: UInt64
    var b: UInt16
    var c: UInt8
  }

  @Test("gives back a value whose size is no multiple of a word")
  func oddSize() {
    let snapshot = Snapshot(Odd(a: 1, b: 2, c: 3))
    #expect(snapshot.load() == Odd(a: 1, b: 2, c: 3))
    snapshot.store(Odd(a: .max, b: .max, c: 7))
    #expect(snapshot.load() == Odd(a: .max, b: .max, c: 7))
    #expect(snapshot.read() == Odd(a: .max, b: .max, c: 7))
  }

  @Test("is never torn, nor goes back, under two readers")
  func race() throws {
    let snapshot = Snapshot(Payload(0))
    let count: UInt64 = 200_000
    let torn = Atomic<Int>(0)
    let read = Atomic<Int>(0)
    let reader: @Sendable () -> Void = {
      var last: UInt64 = 0
      while last < count {
        let value = snapshot.load()
        if !value.isWhole || value.number < last { torn.add(1, ordering: .relaxed) }
        last = value.number
        read.add(1, ordering: .relaxed)
        yield()
      }
    }
    let readers = try (0..<2).map {
      try RealtimeThread(name: "r\($0)", priority: nil, body: reader)
    }
    for i in 1...count { snapshot.store(Payload(i)) }
    for thread in readers { thread.join() }
    #expect(torn.load(ordering: .relaxed) == 0)
    #expect(read.load(ordering: .relaxed) > 0)
  }
}
