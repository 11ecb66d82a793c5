// SPDX-License-Identifier: Apache-2.0
import Realtime
import Synchronization

/// Lanes on their way to the tick thread, and away from it, which neither waits nor allocates nor
/// frees anything for that.
final class LaneArrivals: Sendable {
  /// `[C]` More devices than one machine has sockets for.
  static let capacity = 64

  private let queue = SPSCQueue<Arrival>(capacity: LaneArrivals.capacity)
  private let departures = Atomic<UInt32>(0)
  /// Kept so that none of them ends on the tick thread.
  private let leaving = Mutex<[DeviceLane]>([])

  @safe private struct Arrival: BitwiseCopyable, @unchecked Sendable {
    let lane: Unmanaged<DeviceLane>
  }

  /// Has a lane ticked from the next tick on; one thread at a time.
  func add(_ lane: DeviceLane) {
    let arrival = unsafe Arrival(lane: .passRetained(lane))
    if !queue.push(arrival) { unsafe arrival.lane.release() }
  }

  /// Has a lane ticked no more from one of the next ticks on.
  func remove(_ lane: DeviceLane) {
    leaving.withLock { leaving in
      leaving.removeAll { $0.hasLeft }
      leaving.append(lane)
    }
    lane.leave()
    departures.add(1, ordering: .releasing)
  }

  /// Counts the lanes that were to go.
  fileprivate var departed: UInt32 { departures.load(ordering: .acquiring) }

  fileprivate func next() -> DeviceLane? {
    queue.pop().map { unsafe $0.lane.takeRetainedValue() }
  }
}

/// Everything the tick thread does: each device's engine in turn.
struct LaneTicks: TickBody, Sendable {
  private var lanes: [DeviceLane]
  private let arrivals: LaneArrivals
  private var departed: UInt32 = 0

  init(lanes: [DeviceLane], arrivals: LaneArrivals) {
    self.lanes = lanes
    self.lanes.reserveCapacity(lanes.count + LaneArrivals.capacity)
    self.arrivals = arrivals
  }

  mutating func tick(_ tick: Tick) {
    // Those that leave first, for they make the room.
    if arrivals.departed != departed { dismiss() }
    while let lane = arrivals.next() { lanes.append(lane) }
    for lane in lanes { lane.tick(now: tick.now) }
  }

  private mutating func dismiss() {
    departed = arrivals.departed
    for index in lanes.indices.reversed() where lanes[index].isLeaving {
      lanes.swapAt(index, lanes.count - 1)
      let lane = lanes.removeLast()
      lane.hasGone()
    }
  }
}
