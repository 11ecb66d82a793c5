// SPDX-License-Identifier: Apache-2.0
import CPosix
public import Quantities
import Synchronization

/// Runs a body at a fixed rate on its own real-time thread, against absolute deadlines.
///
/// A late tick is counted and the deadlines it overran are skipped: there is never a burst.
/// What the machine refuses (scheduling class, locked memory, idle latency) is in `warnings`; the
/// thread runs without it.
public final class TickThread: Sendable {
  public struct Configuration: Sendable {
    public var name = "tonus-tick"
    public var period = Interval.milliseconds(1)
    /// SCHED_FIFO priority; nil leaves the thread ordinary.
    ///
    /// At the tick's priority the body must neither allocate nor wait: allocations are counted, and
    /// RealtimeSanitizer watches where it is linked.
    public var priority: Int32? = RealtimeThread.tickPriority
    public var locksMemory = true
    public var holdsIdleLatency = true
    public init() {}
  }

  /// What the machine granted of what was asked for.
  public struct Grants: Hashable, Sendable {
    /// SCHED_FIFO at the priority of the configuration.
    public var realtime = true
    public var lockedMemory = true
    /// `/dev/cpu_dma_latency` held at 0 µs.
    public var idleLatency = true
    public init() {}
  }

  public let lateness: LatenessHistogram
  public let grants: Grants
  public let warnings: [RealtimeError]
  private let shared: TickShared
  private let thread: RealtimeThread

  /// Starts ticking one period from now.
  public init<Body: TickBody & ~Copyable & Sendable>(
    _ configuration: Configuration = Configuration(), body: consuming Body
  ) throws(RealtimeError) {
    precondition(configuration.period > .zero)
    var warnings: [RealtimeError] = []
    var grants = Grants()
    if configuration.locksMemory {
      let result = ctonus_lock_memory()
      grants.lockedMemory = result == 0
      if result != 0 { warnings.append(RealtimeError(operation: "lock memory", errno: result)) }
    }
    var hold: LatencyHold?
    if configuration.holdsIdleLatency {
      do {
        hold = try LatencyHold()
      } catch {
        grants.idleLatency = false
        warnings.append(error)
      }
    }
    let shared = TickShared(hold: hold)
    let isWatched = (configuration.priority ?? 0) >= RealtimeThread.tickPriority
    let loop = RunningLoop(
      TickLoop(body: body, period: configuration.period, isWatched: isWatched, shared: shared))
    thread = try RealtimeThread(name: configuration.name, priority: configuration.priority) {
      loop.run()
    }
    if let refusal = thread.refusal { warnings.append(refusal) }
    grants.realtime = thread.refusal == nil
    self.shared = shared
    self.grants = grants
    self.warnings = warnings
    lateness = shared.lateness
  }

  /// Counts so far.
  public var report: TickReport { shared.report.load() }

  /// Ends after the tick in progress and waits for it.
  public func stop() {
    shared.stopping.store(true, ordering: .releasing)
    thread.join()
  }

  deinit { shared.stopping.store(true, ordering: .releasing) }
}

/// What the thread and its owner both see.
final class TickShared: Sendable {
  let stopping = Atomic<Bool>(false)
  let lateness = LatenessHistogram()
  let report = Snapshot(TickReport())
  private let hold: LatencyHold?

  init(hold: consuming LatencyHold?) { self.hold = hold }
}
