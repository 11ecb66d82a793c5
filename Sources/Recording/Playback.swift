// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import Quantities
import Sessions

/// A device out of a recording: answers as was recorded, and notes where its host does otherwise.
///
/// What is told by time (telemetry, events) follows the clock from the last command on; commands are
/// waited for, however long they take. Numbers a host chooses anew each time are put in its place:
/// nonce, sequences, stop ids. Pings are answered from the recorded device's clock.
public struct Playback: Sendable {
  struct Event: Sendable {
    var at: Interval
    var from: Source
  }

  enum Source: Sendable {
    case host(HostMessage, UInt16)
    case device(DeviceMessage)
  }

  /// `[C]` While a command is waited for the last telemetry is repeated: often enough for any host.
  private static let holdPeriod = Interval.milliseconds(20)

  private let events: [Event]
  /// The device's clock at the first event.
  private let clockBase: Interval
  private var cursor = 0
  private var helloIndex = 0
  private var lastCommand: HostMessage?
  private var started: Instant?
  /// How much longer the commands took than when they were recorded.
  private var waited = Interval.zero
  private var queue: [DeviceMessage] = []
  private var lastTelemetry: (message: Telemetry, at: Interval)?
  private var lastSent = Instant.zero
  private var nonce: UInt32 = 0
  private var sequences: [UInt16: UInt16] = [:]
  private var stopIDs: [UInt16: UInt16] = [:]
  private var newestSetpoint: UInt16 = 0
  private var comparison = Comparison()

  public init(_ recording: Recording) {
    var events: [Event] = []
    var base: Interval?
    let start = recording.ticks.first { !$0.said.isEmpty }?.now ?? .zero
    var last: HostMessage?
    for tick in recording.ticks {
      for case .message(let inbound) in tick.inputs {
        let at = inbound.received - start
        if base == nil, let clock = inbound.message.clock { base = clock - at }
        events.append(Event(at: at, from: .device(inbound.message)))
      }
      for payload in tick.said {
        guard case .message(let message, let sequence) = HostMessage.decode(payload) else {
          continue
        }
        // Copies of a command ask for nothing new, and another host may need more of them or fewer.
        if message.isCommand {
          if let last, message.repeats(last) { continue }
          last = message
        }
        events.append(Event(at: tick.now - start, from: .host(message, sequence)))
      }
    }
    self.events = events
    clockBase = base ?? .zero
  }

  /// Where the host did otherwise, in words.
  public var deviations: [String] { comparison.deviations }

  /// Whether everything recorded has been told.
  public var isOver: Bool { cursor == events.count }

  /// Takes a message from the host.
  public mutating func receive(_ message: HostMessage, sequence: UInt16, now: Instant) {
    if started == nil { started = now }
    advance(to: now)
    switch message {
    case .ping(let ping): queue.append(.pong(pong(ping, now)))
    case .setpoint(let setpoint):
      newestSetpoint = sequence
      comparison.compare(setpoint, at: position(now))
    case .hello, .arm, .disarm, .stop, .clear, .rates, .rawRequest, .faultRequest:
      command(message, sequence, now)
    }
  }

  /// The next message for the host, until nil.
  public mutating func transmit(now: Instant) -> DeviceMessage? {
    advance(to: now)
    return queue.isEmpty ? nil : queue.removeFirst()
  }

  private func position(_ now: Instant) -> Interval { started.map { now - $0 - waited } ?? .zero }

  /// Goes to where the recording has this command.
  private mutating func command(_ message: HostMessage, _ sequence: UInt16, _ now: Instant) {
    if case .hello(let hello) = message { nonce = hello.nonce }
    let isCopy = lastCommand.map { message.repeats($0) } ?? false
    lastCommand = message
    var index = cursor
    while index < events.count, !isCommand(events[index]) { index += 1 }
    if index == events.count || !matches(events[index], message) {
      guard case .hello = message else {
        guard !isCopy else { return }
        comparison.note("sent \(message), which was not recorded here", at: position(now))
        return
      }
      // A greeting that was not heard is said again.
      index = helloIndex
    }
    guard index < events.count, case .host(let recorded, let number) = events[index].from else {
      return
    }
    if case .hello = message { helloIndex = index }
    sequences[number] = sequence
    if case .stop(let one) = recorded, case .stop(let other) = message {
      stopIDs[one.stopID] = other.stopID
    }
    comparison.compare(recorded, message, at: events[index].at)
    waited = started.map { now - $0 - events[index].at } ?? .zero
    cursor = index + 1
  }

  private mutating func advance(to now: Instant) {
    guard let started else { return }
    while cursor < events.count {
      let event = events[cursor]
      guard started + event.at + waited <= now else { return }
      switch event.from {
      case .device(let message): tell(message, event.at, now)
      case .host(.setpoint(let setpoint), _): comparison.expected = setpoint
      case .host(.ping, _): break
      case .host: return hold(now)
      }
      cursor += 1
    }
    hold(now)
  }

  private mutating func tell(_ message: DeviceMessage, _ at: Interval, _ now: Instant) {
    var message = message.later(by: waited)
    switch message {
    case .pong: return
    case .identity(var identity):
      identity.nonce = nonce
      message = .identity(identity)
    case .answer(var answer):
      answer.sequence = sequences[answer.sequence] ?? answer.sequence
      message = .answer(answer)
    case .standstill(var standstill):
      standstill.stopID = stopIDs[standstill.stopID] ?? standstill.stopID
      message = .standstill(standstill)
    case .telemetry(var telemetry):
      lastTelemetry = (telemetry, started.map { now - $0 } ?? .zero)
      telemetry.lastSetpoint = newestSetpoint
      message = .telemetry(telemetry)
      lastSent = now
    case .actuator, .condition, .event, .measurement, .raw, .fault: break
    }
    queue.append(message)
  }

  private mutating func hold(_ now: Instant) {
    guard let started, let last = lastTelemetry, now - lastSent >= Self.holdPeriod else { return }
    lastSent = now
    guard
      case .telemetry(var telemetry) =
        DeviceMessage.telemetry(last.message).later(by: now - started - last.at)
    else { return }
    telemetry.lastSetpoint = newestSetpoint
    queue.append(.telemetry(telemetry))
  }

  private func pong(_ ping: Ping, _ now: Instant) -> Pong {
    let clock = clockBase + (started.map { now - $0 } ?? .zero)
    let microseconds = max(0, clock.nanoseconds / 1000)
    return Pong(
      token: ping.token, clockMilliseconds: UInt32(truncatingIfNeeded: microseconds / 1000),
      clockFractionMicroseconds: UInt16(microseconds % 1000))
  }

  private func isCommand(_ event: Event) -> Bool {
    switch event.from {
    case .device: false
    case .host(let message, _): message.isCommand
    }
  }

  private func matches(_ event: Event, _ message: HostMessage) -> Bool {
    guard case .host(let recorded, _) = event.from else { return false }
    return recorded.type == message.type
  }
}

extension HostMessage {
  /// Whether it is said once, and not again and again.
  fileprivate var isCommand: Bool {
    switch self {
    case .setpoint, .ping: false
    case .hello, .arm, .disarm, .stop, .clear, .rates, .rawRequest, .faultRequest: true
    }
  }

  /// Whether it asks for the same again: the same bytes, or one more greeting.
  fileprivate func repeats(_ other: HostMessage) -> Bool {
    if case .hello = self, case .hello = other { return true }
    return Hex.text(payload(sequence: 0)) == Hex.text(other.payload(sequence: 0))
  }
}

extension DeviceMessage {
  /// The device's clock in it, where it has one with µs.
  fileprivate var clock: Interval? {
    switch self {
    case .pong(let pong):
      .milliseconds(Int64(pong.clockMilliseconds))
        + .microseconds(Int64(pong.clockFractionMicroseconds))
    case .telemetry(let telemetry):
      .milliseconds(Int64(telemetry.clockMilliseconds))
        + .microseconds(Int64(telemetry.clockFractionMicroseconds))
    case .identity, .actuator, .answer, .condition, .event, .standstill, .measurement, .raw,
      .fault:
      nil
    }
  }

  /// The same with its clocks moved on, in whole milliseconds.
  fileprivate func later(by wait: Interval) -> DeviceMessage {
    let shift = UInt32(truncatingIfNeeded: wait.milliseconds)
    switch self {
    case .telemetry(var body):
      body.clockMilliseconds &+= shift
      return .telemetry(body)
    case .condition(var body):
      body.clockMilliseconds &+= shift
      return .condition(body)
    case .event(var body):
      body.clockMilliseconds &+= shift
      return .event(body)
    case .standstill(var body):
      body.clockMilliseconds &+= shift
      return .standstill(body)
    case .measurement(var body):
      body.centreMilliseconds &+= shift
      return .measurement(body)
    case .raw(var body):
      body.clockMilliseconds &+= shift
      return .raw(body)
    case .identity, .actuator, .answer, .pong, .fault: return self
    }
  }
}
