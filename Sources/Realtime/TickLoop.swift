// SPDX-License-Identifier: Apache-2.0
import CPosix
import Quantities
import Synchronization

/// The inside of a tick thread.
///
/// A value, so that the compiler proves its accesses exclusive and nothing is checked at run time.
struct TickLoop<Body: TickBody & ~Copyable & Sendable>: ~Copyable {
  private var body: Body
  private let period: UInt64
  private let isWatched: Bool
  private let shared: TickShared

  init(body: consuming Body, period: Interval, isWatched: Bool, shared: TickShared) {
    self.body = body
    self.period = UInt64(period.nanoseconds)
    self.isWatched = isWatched
    self.shared = shared
  }

  mutating func run() {
    var report = TickReport()
    var deadline = ctonus_monotonic() &+ period
    var previous = BootClock.now
    let counts = isWatched && ctonus_thread_allocations() != .max
    if counts { report.allocations = 0 }

    while !shared.stopping.load(ordering: .acquiring) {
      ctonus_sleep_until(deadline)
      let woke = ctonus_monotonic()
      let late = woke &- deadline
      let missed = late / period
      let now = BootClock.now
      let since = now - previous
      let gap = since < Tick.hostGap ? Interval.zero : since
      previous = now

      let tick = Tick(
        index: report.ticks, now: now, late: Interval(nanoseconds: Int64(late)), missed: missed,
        gap: gap)
      let before = counts ? ctonus_thread_allocations() : 0
      if isWatched { ctonus_realtime_enter() }
      body.tick(tick)
      if isWatched { ctonus_realtime_exit() }
      if counts {
        report.allocations = (report.allocations ?? 0) &+ ctonus_thread_allocations() &- before
      }

      shared.lateness.note(tick.late)
      report.ticks &+= 1
      report.missed &+= missed
      if gap > .zero {
        report.gaps &+= 1
        report.longestGap = max(report.longestGap, gap)
      }
      let took = Interval(nanoseconds: Int64(ctonus_monotonic() &- woke))
      report.longestBody = max(report.longestBody, took)
      shared.report.store(report)
      deadline &+= (missed &+ 1) &* period
    }
  }
}

/// Carries a loop over to its thread, which alone touches it from then on.
final class RunningLoop<Body: TickBody & ~Copyable & Sendable>: @unchecked Sendable {
  private var loop: TickLoop<Body>

  init(_ loop: consuming TickLoop<Body>) { self.loop = loop }

  func run() { loop.run() }
}
