// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links
import Quantities
import Realtime
import Recording
import Sessions
import Synchronization

/// One device's engine between its link and the control plane.
///
/// `tick` belongs to one thread and neither waits nor allocates. `stop` may be called from any
/// thread and passes everything that waits; the rest of the control side belongs to whoever holds
/// the device's lock.
final class DeviceLane: @unchecked Sendable {
  /// `[C]` Commands are answers to people, and a lease and a credit now and then.
  static let commandCapacity = 256
  /// `[C]` A second of the engine at its most talkative, many control ticks long.
  static let recordCapacity = 4096

  let port: LinkPort
  /// Takes down what passes; nil when nothing is recorded.
  private let tape: Tape?
  private let stops = StopSlot()
  private let commands = SPSCQueue<EngineCommand>(capacity: DeviceLane.commandCapacity)
  private let records = SPSCQueue<EngineRecord>(capacity: DeviceLane.recordCapacity)
  private let published = Snapshot(EngineStatus())
  /// What a stop carries that does not wait for the tick, as `NextStop.word` has it.
  private let nextStop: Atomic<UInt32>

  /// 1 when it is to be ticked no more, 2 when it is not any more.
  private let farewell = Atomic<UInt8>(0)

  private var engine: Engine
  private var inbox = EngineInbox()
  private var outbox = EngineOutbox()
  private var isUp = false
  private var generation: UInt32 = 0

  init(port: LinkPort, nonce: UInt32, serial: String? = nil, tape: Tape? = nil) {
    self.port = port
    self.tape = tape
    engine = Engine(nonce: nonce, serial: serial)
    nextStop = Atomic(engine.firstStop.word)
  }

  /// Tells the engine to stop, and sends a first copy of that stop ahead of the next tick.
  ///
  /// Any thread; never waits. The engine goes on with the same stop, whatever becomes of the copy.
  func stop(_ reason: StopReason) {
    // Read first: what the engine announces after it has taken this stop may be the one after it.
    let next = NextStop(word: nextStop.load(ordering: .acquiring))
    // Posted first: a caller that is held up between the two leaves a stop that is repeated.
    stops.post(UInt64(reason.rawValue) | UInt64(next.sequence) << 8)
    port.stop(Stop(stopID: next.stopID, reason: reason), sequence: next.sequence)
  }

  /// Queues a command; false when the tick has not kept up.
  func send(_ command: EngineCommand) -> Bool {
    tape?.announce(command)
    guard !commands.push(command) else { return true }
    tape?.withdraw()
    return false
  }

  /// The oldest thing the engine has said and nobody has taken.
  func nextRecord() -> EngineRecord? { records.pop() }

  /// The engine after its last tick.
  ///
  /// Any thread but real-time ones.
  var status: EngineStatus { published.load() }

  func leave() { farewell.store(1, ordering: .releasing) }
  var isLeaving: Bool { farewell.load(ordering: .acquiring) == 1 }
  /// The tick thread lets go of it.
  func hasGone() {
    tape?.end()
    farewell.store(2, ordering: .releasing)
  }
  var hasLeft: Bool { farewell.load(ordering: .acquiring) == 2 }

  /// One millisecond's work.
  func tick(now: Instant) {
    follow(port.state)
    while inbox.acceptsMessage, let received = port.receive() {
      tape?.message(received.message, sequence: received.sequence, received: received.received)
      inbox.add(
        Inbound(
          message: received.message, sequence: received.sequence, received: received.received))
    }
    // After the messages: a stop is posted before its copy leaves, so whoever has an answer to the copy
    // has the stop as well, and does not take what the device does for a device's own doing.
    if let payload = stops.take() {
      inbox.stop = StopReason(rawValue: UInt8(truncatingIfNeeded: payload)) ?? .fault
      inbox.stopSentAs = UInt16(truncatingIfNeeded: payload >> 8)
      if let reason = inbox.stop { tape?.stop(reason, sentAs: inbox.stopSentAs) }
    }
    while inbox.acceptsCommand, let command = commands.pop() {
      tape?.command()
      inbox.add(command)
    }
    engine.tick(now: now, inbox: &inbox, outbox: &outbox)
    tape?.tick(now, said: outbox)
    inbox.clear()
    nextStop.store(outbox.nextStop.word, ordering: .releasing)
    dispatch(now)
    for index in 0..<outbox.recordCount { _ = records.push(outbox.records[index]) }
    published.store(engine.status)
    outbox.clear()
  }

  /// A wire that came back is a new one: what it leads to remembers nothing.
  private func follow(_ state: LinkState) {
    if isUp, !state.isOpen || state.generation != generation {
      isUp = false
      tape?.link(isUp: false)
      inbox.add(.linkDown)
    }
    if !isUp, state.isOpen {
      isUp = true
      generation = state.generation
      tape?.link(isUp: true)
      inbox.add(.linkUp)
    }
  }

  private func dispatch(_ now: Instant) {
    var rings = false
    if let stop = outbox.stop, case .stop(let message) = stop.message {
      // Posting rings by itself.
      port.stop(message, sequence: stop.sequence)
    }
    if outbox.flushSetpoints { port.discardSetpoint() }
    for index in 0..<outbox.otherCount {
      // A full queue is an unanswered command: the engine finds out and resolves it.
      _ = port.send(outbox.others[index].message, sequence: outbox.others[index].sequence)
      rings = true
    }
    if let setpoint = outbox.setpoint {
      port.put(setpoint: setpoint.message, sequence: setpoint.sequence, now: now)
      rings = true
    }
    if rings { port.ring() }
  }
}

extension NextStop {
  fileprivate init(word: UInt32) {
    self.init(
      stopID: UInt16(truncatingIfNeeded: word), sequence: UInt16(truncatingIfNeeded: word >> 16))
  }

  fileprivate var word: UInt32 { UInt32(stopID) | UInt32(sequence) << 16 }
}
