// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Regulation

/// Drives one device: once per millisecond it takes what has arrived and says what to send.
///
/// Pure: no clock, no I/O, no allocation and no reference counting in `tick`.
public struct Engine: Sendable {
  public internal(set) var status = EngineStatus()

  var now = Instant.zero
  var sinceLast = Interval.zero
  var hasTicked = false
  var talk: Talk
  var courier = Courier()
  /// The first `actuatorCount` of them are there.
  var controls = InlineArray<2, ActuatorControl>(repeating: ActuatorControl())
  var actuatorCount = 1
  var halt = Halt()
  var run = Run()
  var armCounter: UInt32
  var arms = RecentArms()
  var stopCounter: UInt16
  /// ‰ of the drive that the device's temperature leaves.
  var derating: UInt16 = 1000
  var lastPhase = EnginePhase.idle
  var finalPhase = EnginePhase.idle

  /// - Parameters:
  ///   - nonce: anything that differs between two runs of the daemon; hello, arm and stop
  ///     identifiers are counted from it.
  ///   - serial: the serial number the device is known by before it introduces itself, as on USB; it
  ///     has to give the same (protocol §5).
  public init(nonce: UInt32, serial: String? = nil) {
    talk = Talk(nonce: nonce, serial: serial)
    armCounter = nonce &* 2_654_435_761
    stopCounter = UInt16(truncatingIfNeeded: nonce)
  }

  /// One millisecond's work.
  ///
  /// Call it with `now` never decreasing; a gap of 300 ms or more ends the session. The caller
  /// clears both boxes afterwards; the inbox is not changed, but lent without a copy.
  public mutating func tick(
    now: Instant, inbox: inout EngineInbox, outbox: inout EngineOutbox
  ) {
    noteTime(now, &outbox)
    if let reason = inbox.stop {
      if let sequence = inbox.stopSentAs { courier.pass(sequence) }
      stop(reason, &outbox)
    }
    for index in indices { controls[index].freshValue = nil }
    // Through spans: a subscript of the array would copy all of it for each message.
    let messages = inbox.messages.span
    for index in 0..<inbox.messageCount { receive(messages[index], &outbox) }
    let commands = inbox.commands.span
    for index in 0..<inbox.commandCount { obey(commands[index], &outbox) }
    watchOver(&outbox)
    converse(&outbox)
    advance(&outbox)
    comeToRest(&outbox)
    publish(&outbox)
    outbox.nextStop = NextStop(halt, stopCounter, courier)
  }

  /// What a stop carries that leaves before the first tick; after that the outbox tells.
  public var firstStop: NextStop { NextStop(halt, stopCounter, courier) }

  private mutating func noteTime(_ now: Instant, _ outbox: inout EngineOutbox) {
    let before = self.now
    sinceLast = hasTicked && now > before ? now - before : .zero
    self.now = now
    hasTicked = true
    guard sinceLast >= Limits.hostGap else { return }
    status.hostGaps &+= 1
    // Whatever was measured before the gap is history; of the gap itself counts as driven what the
    // device may have driven by itself.
    if isSessionActive {
      if let last = run.lastDriven {
        addEnergised(max(.zero, min(sinceLast, last + Self.selfRunning - before)), &outbox)
      }
      run.lastDriven = nil
      interrupt(.hostGap, .hostGap, &outbox)
    }
    sinceLast = .zero
  }

  /// Whether a program is loaded that has not come to its end.
  var isSessionActive: Bool {
    switch run.mode {
    case .none: false
    case .arming, .driving, .moving, .asking, .paused, .halting: true
    }
  }

  /// The device's clock now; nil before the first exchange.
  var deviceNow: UInt32? {
    talk.clockKnown ? talk.deviceMilliseconds(at: now) : nil
  }

  func note(_ record: EngineRecord, _ outbox: inout EngineOutbox) { _ = outbox.note(record) }

  /// Notes what a device said of itself, of which there may be more than there are places.
  func noteHeard(_ record: EngineRecord, _ outbox: inout EngineOutbox) {
    _ = outbox.note(record, reserving: EngineOutbox.recordsReserved)
  }
}
