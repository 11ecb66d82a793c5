// SPDX-License-Identifier: Apache-2.0
import CPosix
import Quantities
import Synchronization

/// The inside of a tick thread.
///
/// Built by one thread, run by one other.
final class TickLoop<Body: TickBody & ~Copyable & Sendable>: @unchecked Sendable {
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

  func run() {
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
