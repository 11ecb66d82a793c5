// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import Quantities
import Realtime
public import Sessions
import Synchronization

/// What one engine is given and what it says, on its way from the tick thread to whoever writes it
/// down.
///
/// The tick's side neither waits nor allocates: what finds no room is counted and lost.
public final class Tape: Sendable {
  enum Entry: Sendable, BitwiseCopyable {
    case up
    case down
    case message(DeviceMessage, sequence: UInt16, received: Instant)
    /// The oldest of the commands that were announced.
    case command
    case stop(StopReason, sentAs: UInt16?)
    case tick(Instant)
    case said(HostMessage, sequence: UInt16)
  }

  /// `[C]` Two seconds of a device at its fastest.
  static let capacity = 8192

  /// The device as people name it.
  public let name: String
  /// What the engine counts its identifiers from.
  public let nonce: UInt32
  /// The serial number that the engine expects; nil for any.
  public let serial: String?
  private let entries = SPSCQueue<Entry>(capacity: Tape.capacity)
  private let lost = Atomic<Int>(0)
  private let announced = Mutex<[String]>([])
  private let ended = Atomic<Bool>(false)

  public init(name: String, nonce: UInt32, serial: String? = nil) {
    self.name = name
    self.nonce = nonce
    self.serial = serial
  }

  /// Writes a command down before it is queued: a program's memory may be gone when the tape is read.
  ///
  /// The control side, in the order in which the commands are queued.
  public func announce(_ command: EngineCommand) {
    let text = CommandText.encode(command)
    announced.withLock { $0.append(text) }
  }

  /// Takes back what was announced last and not queued.
  public func withdraw() {
    announced.withLock { if !$0.isEmpty { $0.removeLast() } }
  }

  public func link(isUp: Bool) { push(isUp ? .up : .down) }
  public func message(_ message: DeviceMessage, sequence: UInt16, received: Instant) {
    push(.message(message, sequence: sequence, received: received))
  }
  public func command() { push(.command) }
  public func stop(_ reason: StopReason, sentAs: UInt16?) { push(.stop(reason, sentAs: sentAs)) }

  /// The tick that took what was noted before it, and what it said.
  public func tick(_ now: Instant, said outbox: borrowing EngineOutbox) {
    push(.tick(now))
    if let stop = outbox.stop { push(.said(stop.message, sequence: stop.sequence)) }
    for index in 0..<outbox.otherCount {
      push(.said(outbox.others[index].message, sequence: outbox.others[index].sequence))
    }
    if let setpoint = outbox.setpoint {
      push(.said(setpoint.message, sequence: setpoint.sequence))
    }
  }

  /// Nothing more is noted.
  public func end() { ended.store(true, ordering: .releasing) }

  private func push(_ entry: Entry) {
    if !entries.push(entry) { lost.add(1, ordering: .relaxed) }
  }

  // The reader's side.

  var isEnded: Bool { ended.load(ordering: .acquiring) }
  func next() -> Entry? { entries.pop() }
  func takeLost() -> Int { lost.exchange(0, ordering: .relaxed) }
  func takeAnnounced() -> String? {
    announced.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
