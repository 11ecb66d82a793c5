// SPDX-License-Identifier: Apache-2.0
import Quantities
import Realtime
import Synchronization

/// Gives the control plane its turn every 10 ms, apart from real time.
final class ControlThread: Sendable {
  /// The supervisors ask to be called at least every 20 ms.
  static let period = Interval.milliseconds(10)

  private struct Body: TickBody, Sendable {
    let plane: ControlPlane
    let counter: Counter

    func tick(_ tick: Tick) {
      plane.tick()
      counter.value.add(1, ordering: .relaxed)
    }
  }

  private final class Counter: Sendable { let value = Atomic<UInt64>(0) }

  private let thread: TickThread
  private let counter: Counter

  init(_ plane: ControlPlane) throws(RealtimeError) {
    var configuration = TickThread.Configuration()
    configuration.name = "tonus-control"
    configuration.period = Self.period
    configuration.priority = nil
    configuration.locksMemory = false
    configuration.holdsIdleLatency = false
    counter = Counter()
    thread = try TickThread(configuration, body: Body(plane: plane, counter: counter))
  }

  /// Turns so far.
  var turns: UInt64 { counter.value.load(ordering: .relaxed) }

  func stop() { thread.stop() }
}
