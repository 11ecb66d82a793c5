// SPDX-License-Identifier: Apache-2.0
import Realtime

/// Lanes on their way to the tick thread, which neither waits nor allocates to take them in.
final class LaneArrivals: Sendable {
  /// `[C]` More devices than one machine has sockets for; their number in one life of the daemon.
  static let capacity = 64

  private let queue = SPSCQueue<Arrival>(capacity: LaneArrivals.capacity)

  @safe private struct Arrival: BitwiseCopyable, @unchecked Sendable {
    let lane: Unmanaged<DeviceLane>
  }

  /// Has a lane ticked from the next tick on; one thread at a time.
  func add(_ lane: DeviceLane) {
    let arrival = unsafe Arrival(lane: .passRetained(lane))
    if !queue.push(arrival) { unsafe arrival.lane.release() }
  }

  fileprivate func next() -> DeviceLane? {
    queue.pop().map { unsafe $0.lane.takeRetainedValue() }
  }
}

/// Everything the tick thread does: each device's engine in turn.
struct LaneTicks: TickBody, Sendable {
  private var lanes: [DeviceLane]
  private let arrivals: LaneArrivals

  init(lanes: [DeviceLane], arrivals: LaneArrivals) {
    self.lanes = lanes
    self.lanes.reserveCapacity(lanes.count + LaneArrivals.capacity)
    self.arrivals = arrivals
  }

  mutating func tick(_ tick: Tick) {
    while let lane = arrivals.next() { lanes.append(lane) }
    for lane in lanes { lane.tick(now: tick.now) }
  }
}
