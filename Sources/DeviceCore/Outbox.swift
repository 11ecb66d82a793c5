// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// What waits to be sent on one transport: bounded, and newest wins wherever only the newest counts.
struct Outbox: Sendable, BitwiseCopyable {
  static var capacity: Int { 16 }
  private var queue = InlineArray<16, DeviceMessage>(
    repeating: .pong(Pong(token: 0, clockMilliseconds: 0, clockFractionMicroseconds: 0)))
  private var first = 0
  private var count = 0
  private(set) var dropped: UInt32 = 0
  var standstill: Standstill?
  var telemetry: Telemetry?
  var condition: Condition?
  var measurement: Measurement?

  /// Queues an answer or an event; when the queue is full the newest is the one lost, since hosts
  /// ask again for answers they miss.
  mutating func post(_ message: DeviceMessage) {
    guard count < Outbox.capacity else {
      dropped &+= 1
      return
    }
    queue[(first + count) % Outbox.capacity] = message
    count += 1
  }

  mutating func flush() {
    count = 0
    standstill = nil
    telemetry = nil
    condition = nil
    measurement = nil
  }

  /// Whether anything waits; mutating, since for a look an outbox would be copied.
  @inline(__always) mutating func isWaiting() -> Bool {
    telemetry != nil || count > 0 || condition != nil || standstill != nil || measurement != nil
  }

  /// Whether telemetry waits and nothing that goes before it.
  @inline(__always) mutating func isTelemetryNext() -> Bool {
    telemetry != nil && count == 0 && condition == nil && standstill == nil && measurement == nil
  }

  /// Begins as a new one does, where it is.
  mutating func restart() {
    flush()
    first = 0
    dropped = 0
  }

  /// Standstill first, then answers and events, then the periodic ones, rarest first.
  mutating func next() -> DeviceMessage? {
    if let message = standstill {
      standstill = nil
      return .standstill(message)
    }
    if count > 0 {
      let message = queue[first]
      first = (first + 1) % Outbox.capacity
      count -= 1
      return message
    }
    if let message = condition {
      condition = nil
      return .condition(message)
    }
    if let message = measurement {
      measurement = nil
      return .measurement(message)
    }
    if let message = telemetry {
      telemetry = nil
      return .telemetry(message)
    }
    return nil
  }
}
