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
  /// One place each: two that drive the same tone end their windows together.
  var measurements = PerActuator<Measurement?>(repeating: nil)

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
    measurements = PerActuator(repeating: nil)
  }

  /// Whether anything waits; mutating, since for a look an outbox would be copied.
  @inline(__always) mutating func isWaiting() -> Bool {
    telemetry != nil || count > 0 || condition != nil || standstill != nil
      || hasMeasurement()
  }

  /// Whether telemetry waits and nothing that goes before it.
  @inline(__always) mutating func isTelemetryNext() -> Bool {
    telemetry != nil && count == 0 && condition == nil && standstill == nil
      && !hasMeasurement()
  }

  @inline(__always) private mutating func hasMeasurement() -> Bool {
    for index in measurements.indices where measurements[index] != nil { return true }
    return false
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
    for index in measurements.indices {
      guard let message = measurements[index] else { continue }
      measurements[index] = nil
      return .measurement(message)
    }
    if let message = telemetry {
      telemetry = nil
      return .telemetry(message)
    }
    return nil
  }
}
