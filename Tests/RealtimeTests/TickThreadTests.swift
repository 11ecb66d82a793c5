// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import Realtime
import Testing

@Suite("The tick thread", .serialized)
struct TickThreadTests {
  struct Recorder: TickBody, Sendable {
    let queue: SPSCQueue<Tick>
    mutating func tick(_ tick: Tick) { _ = queue.push(tick) }
  }

  struct Stalling: TickBody, Sendable {
    let queue: SPSCQueue<Tick>
    let at: UInt64
    let seconds: Double
    mutating func tick(_ tick: Tick) {
      _ = queue.push(tick)
      if tick.index == at { Thread.sleep(forTimeInterval: seconds) }
    }
  }

  struct Allocating: TickBody, Sendable {
    var kept: [Int] = []
    mutating func tick(_ tick: Tick) { kept = [Int(tick.index), kept.count] }
  }

  private func run<Body: TickBody & Sendable>(_ body: Body, seconds: Double) throws -> TickThread {
    var configuration = TickThread.Configuration()
    configuration.locksMemory = false
    let thread = try TickThread(configuration, body: body)
    Thread.sleep(forTimeInterval: seconds)
    thread.stop()
    return thread
  }

  @Test("numbers its ticks and never goes back in time")
  func ticks() throws {
    let queue = SPSCQueue<Tick>(capacity: 4096)
    let thread = try run(Recorder(queue: queue), seconds: 0.2)
    let report = thread.report
    #expect(report.ticks > 0)
    #expect(thread.lateness.summary.count == report.ticks)
    var last = Instant.zero
    var index: UInt64 = 0
    while let tick = queue.pop() {
      #expect(tick.index == index)
      #expect(tick.now > last)
      last = tick.now
      index += 1
    }
    #expect(index == report.ticks)
  }

  @Test("H5: reports a host gap once, and makes up for none of its ticks")
  func gap() throws {
    let queue = SPSCQueue<Tick>(capacity: 4096)
    let thread = try run(Stalling(queue: queue, at: 20, seconds: 0.4), seconds: 0.6)
    var previous: Tick?
    var gaps: [Tick] = []
    while let tick = queue.pop() {
      if tick.gap > .zero { gaps.append(tick) }
      if let before = previous, tick.missed == 0, tick.late < .microseconds(500) {
        // A burst would follow its predecessor at once.
        #expect(tick.now - before.now > .microseconds(100))
      }
      previous = tick
    }
    let first = try #require(gaps.first)
    #expect(first.index == 21)
    #expect(first.gap >= .milliseconds(400))
    #expect(first.missed >= 398)
    #expect(thread.report.gaps >= 1)
    #expect(thread.report.missed >= 398)
  }

  @Test("counts allocations: none in a plain body, some in one that allocates")
  func allocations() throws {
    let plain = try run(Recorder(queue: SPSCQueue(capacity: 16)), seconds: 0.05)
    // A sanitizer's build does not count.
    guard let none = plain.report.allocations else { return }
    #expect(none == 0)
    let some = try run(Allocating(), seconds: 0.05)
    #expect((some.report.allocations ?? 0) > 0)
  }

  @Test("says in words what the machine refused")
  func refusal() {
    let error = RealtimeError(operation: "lock memory", errno: 12)
    #expect(error.description.hasPrefix("Could not lock memory: Cannot allocate memory."))
    #expect(error.description.contains("rtprio"))
  }
}
