// SPDX-License-Identifier: Apache-2.0
import Glibc
import Links
import Quantities
import Realtime
import Simulator
import Synchronization

/// The one thread of an embedded daemon: device, link, engine and control plane in lock-step.
final class EmbeddedWorld: @unchecked Sendable {
  let link: PumpedLink<SimulatedPeer>
  let lane: DeviceLane
  private let plane: ControlPlane
  private let clock: VirtualClock
  private let speed: Double
  private let stopping = Atomic<Bool>(false)
  private let thread = Mutex<RealtimeThread?>(nil)

  init(
    link: PumpedLink<SimulatedPeer>, lane: DeviceLane, plane: ControlPlane, clock: VirtualClock,
    speed: Double
  ) {
    self.link = link
    self.lane = lane
    self.plane = plane
    self.clock = clock
    self.speed = speed
  }

  func start() throws(RealtimeError) {
    let started = try RealtimeThread(name: "tonus-world", priority: nil) { self.run() }
    thread.withLock { $0 = started }
  }

  func stop() {
    stopping.store(true, ordering: .releasing)
    let running = thread.withLock { thread in
      let running = thread
      thread = nil
      return running
    }
    running?.join()
  }

  private func run() {
    var pace = VirtualPace(speed: speed, virtual: clock.now, wall: BootClock.now)
    while !stopping.load(ordering: .acquiring) {
      for _ in 0..<pace.due(wall: BootClock.now) { step() }
      usleep(1000)
    }
  }

  /// One virtual millisecond.
  private func step() {
    let now = clock.advance(by: .milliseconds(1))
    link.exchange(now: now)
    lane.tick(now: now)
    if now.nanoseconds % 10_000_000 == 0 { plane.tick() }
  }
}
