// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// A device message with the host instant of its arrival.
public struct Inbound: Sendable, BitwiseCopyable {
  public var message: DeviceMessage
  public var sequence: UInt16
  public var received: Instant

  public init(message: DeviceMessage, sequence: UInt16, received: Instant) {
    self.message = message
    self.sequence = sequence
    self.received = received
  }
}

/// What one tick consumes.
///
/// The caller fills it, at most `messageCapacity` messages and
/// `commandCapacity` commands a tick; what does not fit waits for the next tick.
public struct EngineInbox: Sendable, BitwiseCopyable {
  public static var messageCapacity: Int { 16 }
  public static var commandCapacity: Int { 4 }

  var messages: InlineArray<16, Inbound>
  public private(set) var messageCount = 0
  var commands: InlineArray<4, EngineCommand>
  public private(set) var commandCount = 0
  /// Stop now, for this reason; outranks everything else in the tick.
  public var stop: StopReason?
  /// The number under which a copy of `stop` has left already; nil where none has.
  public var stopSentAs: UInt16?

  public init() {
    let nothing = Pong(token: 0, clockMilliseconds: 0, clockFractionMicroseconds: 0)
    messages = InlineArray(
      repeating: Inbound(message: .pong(nothing), sequence: 0, received: .zero))
    commands = InlineArray(repeating: .linkDown)
  }

  /// Whether one more message fits into this tick.
  public var acceptsMessage: Bool { messageCount < Self.messageCapacity }
  /// Whether one more command fits into this tick.
  public var acceptsCommand: Bool { commandCount < Self.commandCapacity }

  /// Adds a message; the caller has asked `acceptsMessage`.
  public mutating func add(_ message: Inbound) {
    precondition(acceptsMessage)
    messages[messageCount] = message
    messageCount += 1
  }

  /// Adds a command; the caller has asked `acceptsCommand`.
  public mutating func add(_ command: EngineCommand) {
    precondition(acceptsCommand)
    commands[commandCount] = command
    commandCount += 1
  }

  /// Empties it for the next tick.
  public mutating func clear() {
    messageCount = 0
    commandCount = 0
    stop = nil
    stopSentAs = nil
  }
}

/// What a stop that leaves between two ticks has to carry, so that the next tick goes on with the
/// same one.
public struct NextStop: Hashable, Sendable, BitwiseCopyable {
  /// Of the stop under way, else of the one that would be begun.
  public var stopID: UInt16
  /// Of the next message.
  public var sequence: UInt16

  public init(stopID: UInt16, sequence: UInt16) {
    self.stopID = stopID
    self.sequence = sequence
  }
}

extension NextStop {
  /// Two identifiers would be two stops to the device: one under way keeps its own, as it does when
  /// the engine is told to stop once more.
  init(_ halt: Halt, _ stopCounter: UInt16, _ courier: Courier) {
    self.init(
      stopID: halt.isStopping ? stopCounter : stopCounter &+ 1, sequence: courier.sequence &+ 1)
  }
}

/// A host message with the sequence number the engine gave it, by which the device answers.
public struct Outbound: Sendable, BitwiseCopyable {
  public var message: HostMessage
  public var sequence: UInt16

  public init(message: HostMessage, sequence: UInt16) {
    self.message = message
    self.sequence = sequence
  }
}

/// What one tick produces: the three lanes to the link, and records for the control plane.
///
/// The caller sends `stop` first, whatever else waits; `setpoint` replaces any that has not left
/// yet; `others` are sent in order; then it calls `clear`.
public struct EngineOutbox: Sendable, BitwiseCopyable {
  public static var otherCapacity: Int { 4 }
  public static var recordCapacity: Int { 24 }

  public var stop: Outbound?
  public var setpoint: Outbound?
  /// Drop any setpoint that still waits in the link: set with every stop, disarm and pause.
  public var flushSetpoints = false
  public private(set) var others: InlineArray<4, Outbound>
  public private(set) var otherCount = 0
  public private(set) var records: InlineArray<24, EngineRecord>
  public private(set) var recordCount = 0
  /// Records that did not fit since the engine began.
  public private(set) var recordsLost: UInt32 = 0
  /// Holds until the next tick, and outlives `clear`.
  public internal(set) var nextStop = NextStop(stopID: 0, sequence: 0)

  public init() {
    others = InlineArray(
      repeating: Outbound(message: .ping(Ping(token: 0)), sequence: 0))
    records = InlineArray(repeating: .released(program: 0))
  }

  mutating func send(_ message: HostMessage, sequence: UInt16) {
    guard otherCount < Self.otherCapacity else { return }
    others[otherCount] = Outbound(message: message, sequence: sequence)
    otherCount += 1
  }

  var acceptsOther: Bool { otherCount < Self.otherCapacity }

  /// Places that what a device says cannot take, so that no flood of it hides how a session ends.
  static var recordsReserved: Int { 12 }

  /// Whether there was a place for it.
  mutating func note(_ record: EngineRecord, reserving: Int = 0) -> Bool {
    guard recordCount < Self.recordCapacity - reserving else {
      recordsLost &+= 1
      return false
    }
    records[recordCount] = record
    recordCount += 1
    return true
  }

  /// Empties it for the next tick.
  public mutating func clear() {
    stop = nil
    setpoint = nil
    flushSetpoints = false
    otherCount = 0
    recordCount = 0
  }
}
