// SPDX-License-Identifier: Apache-2.0
import CPosix
public import DeviceProtocol
import Glibc
public import Quantities
import Realtime
import Synchronization

/// Where the tick and a link meet: three lanes out, one queue in, and the state of the wire.
///
/// The tick's side neither waits nor allocates. One thread uses it; `stop` and `ring` are open to
/// any. Sequence numbers are the caller's: the device answers by them.
public final class LinkPort: Sendable {
  /// `[C]` Commands are single answers to a person or a handshake: a handful.
  public static let commandCapacity = 64
  /// `[C]` A quarter of a second of telemetry at its fastest, less than the gap that ends a session.
  public static let inboundCapacity = 256

  let setpoints = Mailbox<Setpoint>()
  let setpointEpoch = Atomic<UInt32>(0)
  let setpointsReplaced = Atomic<UInt64>(0)
  let stops = StopSlot()
  let commands = SPSCQueue<Command>(capacity: LinkPort.commandCapacity)
  let inbound = SPSCQueue<Received>(capacity: LinkPort.inboundCapacity)
  let stateWord = Atomic<UInt64>(0)
  let published = Snapshot(LinkStatistics())
  /// An eventfd that wakes the link's thread; -1 where the link has none.
  let bell: Int32
  /// Lifts the link's thread while a stop waits for it.
  let lift = PriorityLift()

  struct Setpoint: Sendable, BitwiseCopyable {
    var message: HostMessage
    var sequence: UInt16
    var epoch: UInt32
    var posted: Instant
  }

  struct Command: Sendable, BitwiseCopyable {
    var message: HostMessage
    var sequence: UInt16
  }

  /// - Parameter hasBell: whether a thread of the link's waits to be woken.
  public init(hasBell: Bool) {
    bell = hasBell ? ctonus_bell_open() : -1
  }

  deinit { if bell >= 0 { Glibc.close(bell) } }

  /// Replaces the setpoint that has not left yet.
  public func put(setpoint: HostMessage, sequence: UInt16, now: Instant) {
    let item = Setpoint(
      message: setpoint, sequence: sequence, epoch: setpointEpoch.load(ordering: .relaxed),
      posted: now)
    if setpoints.put(item) { setpointsReplaced.add(1, ordering: .relaxed) }
  }

  /// Voids the setpoint that has not left yet.
  public func discardSetpoint() { setpointEpoch.add(1, ordering: .releasing) }

  /// Queues a message behind earlier ones; false when the queue is full.
  public func send(_ message: HostMessage, sequence: UInt16) -> Bool {
    commands.push(Command(message: message, sequence: sequence))
  }

  /// Posts a stop, which leaves before anything else that waits, and wakes the link.
  ///
  /// Any thread.
  public func stop(_ stop: Stop, sequence: UInt16) {
    stops.post(
      UInt64(stop.stopID) | UInt64(stop.reason.rawValue) << 16 | UInt64(sequence) << 32)
    lift.lift()
    ring()
  }

  /// Wakes the link: once after everything a tick has put in.
  ///
  /// Any thread; never waits.
  public func ring() {
    if bell >= 0 { ctonus_bell_ring(bell) }
  }

  /// The oldest message that has arrived and was not yet taken.
  public func receive() -> Received? { inbound.pop() }

  /// The wire's state now.
  ///
  /// Any thread.
  public var state: LinkState { LinkState(word: stateWord.load(ordering: .acquiring)) }

  /// What has passed.
  ///
  /// Any thread but real-time ones.
  public var statistics: LinkStatistics {
    var statistics = published.load()
    statistics.setpointsDropped += setpointsReplaced.load(ordering: .relaxed)
    return statistics
  }
}
