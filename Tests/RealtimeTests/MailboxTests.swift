// SPDX-License-Identifier: Apache-2.0
import Realtime
import Testing

@Suite("A mailbox where the newest wins")
struct MailboxTests {
  @Test("gives the newest value once")
  func newest() {
    let box = Mailbox<Int>()
    #expect(box.take() == nil)
    #expect(!box.put(1))
    #expect(box.put(2))
    #expect(box.take() == 2)
    #expect(box.take() == nil)
    #expect(!box.put(3))
    #expect(box.take() == 3)
  }

  @Test("never gives an older value after a newer one, nor half of one")
  func race() throws {
    let box = Mailbox<Payload>()
    let count: UInt64 = 200_000
    let producer = try RealtimeThread(name: "producer", priority: nil) {
      for i in 1...count { box.put(Payload(i)) }
    }
    var last: UInt64 = 0
    while last < count {
      guard let payload = box.take() else {
        yield()
        continue
      }
      guard payload.number > last, payload.isWhole else {
        Issue.record("after \(last) came \(payload.number), whole: \(payload.isWhole)")
        break
      }
      last = payload.number
    }
    producer.join()
    #expect(last == count)
  }
}
