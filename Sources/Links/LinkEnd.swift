// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Realtime
import Synchronization

/// The link's side of a port: decides what leaves next, and sorts what arrives.
///
/// Shared by every link, so that all have the same order, the same bounds and the same counts.
struct LinkEnd {
  struct Outgoing {
    var message: HostMessage
    var sequence: UInt16
    /// As a serial line carries it.
    var frame: Frame { HostCodec.encode(message, sequence: sequence) }
    /// As USB carries it.
    var report: HIDReport { HIDReport(message, sequence: sequence) }
  }

  struct Stop {
    var outgoing: Outgoing
    /// False for a copy of the stop sent last.
    var isNew: Bool
  }

  /// `[C]` A setpoint that waited this long has successors; sending it would only delay them.
  static let setpointStale = Interval.milliseconds(20)
  /// Telemetry leaves this many places to answers, events and standstill.
  static let reservedInbound = 64

  let port: LinkPort
  var statistics = LinkStatistics()
  private var decoder = DeviceSerialDecoder()
  private var newestSequence: UInt16?
  private var lastReceived: UInt16?
  /// Messages with the number of the one before.
  private(set) var repeats: UInt64 = 0
  private var lastStopID: UInt16?

  init(port: LinkPort) {
    self.port = port
    // A port may outlive its wires: its counts go on.
    statistics = port.published.load()
  }

  /// The stop that waits; what it overtakes of the setpoints is void.
  mutating func takeStop() -> Stop? {
    guard let word = port.stops.take() else { return nil }
    if port.setpoints.take() != nil { statistics.setpointsDropped += 1 }
    let stopID = UInt16(truncatingIfNeeded: word)
    // A reason nobody knows is still a stop.
    let reason = StopReason(rawValue: UInt8(truncatingIfNeeded: word >> 16)) ?? .fault
    let sequence = UInt16(truncatingIfNeeded: word >> 32)
    note(sequence)
    let isNew = lastStopID != stopID
    lastStopID = stopID
    let message = HostMessage.stop(DeviceProtocol.Stop(stopID: stopID, reason: reason))
    return Stop(outgoing: Outgoing(message: message, sequence: sequence), isNew: isNew)
  }

  mutating func takeCommand() -> Outgoing? {
    guard let command = port.commands.pop() else { return nil }
    note(command.sequence)
    return Outgoing(message: command.message, sequence: command.sequence)
  }

  /// The newest setpoint, unless it was voided, has waited too long, or a later message has left.
  mutating func takeSetpoint(now: Instant) -> Outgoing? {
    guard let item = port.setpoints.take() else { return nil }
    guard item.epoch == port.setpointEpoch.load(ordering: .acquiring),
      now - item.posted <= Self.setpointStale, isNewer(item.sequence)
    else {
      statistics.setpointsDropped += 1
      return nil
    }
    note(item.sequence)
    return Outgoing(message: item.message, sequence: item.sequence)
  }

  /// Takes a byte from the wire.
  mutating func receive(_ byte: UInt8, now: Instant) {
    guard let result = decoder.push(byte) else { return }
    accept(result, now: now)
  }

  mutating func receive(_ frame: borrowing Frame, now: Instant) {
    guard frame.count > 0, frame.bytes[frame.count - 1] == 0 else {
      for i in 0..<frame.count { receive(frame.bytes[i], now: now) }
      return
    }
    guard let result = decoder.push(frame) else { return }
    accept(result, now: now)
  }

  /// Takes a report from the wire.
  mutating func receive(_ report: borrowing HIDReport, now: Instant) {
    accept(report.decodeDeviceMessage(), now: now)
  }

  private mutating func accept(_ result: Decoded<DeviceMessage>, now: Instant) {
    guard case .message(let message, let sequence) = result else {
      statistics.framesRefused += 1
      return
    }
    statistics.framesReceived += 1
    if sequence == lastReceived { repeats += 1 }
    lastReceived = sequence
    if case .telemetry = message,
      port.inbound.count >= LinkPort.inboundCapacity - Self.reservedInbound
    {
      statistics.inboundOverflows += 1
      return
    }
    let received = Received(message: message, sequence: sequence, received: now)
    if !port.inbound.push(received) { statistics.inboundOverflows += 1 }
  }

  /// A new wire: nothing that waited for the one before may go out over it, except a stop.
  mutating func begin() {
    decoder.reset()
    newestSequence = nil
    lastReceived = nil
    lastStopID = nil
    if port.setpoints.take() != nil { statistics.setpointsDropped += 1 }
    while port.commands.pop() != nil { statistics.commandsDropped += 1 }
    let generation = port.state.generation &+ 1
    publish(LinkState(phase: .open, generation: generation))
  }

  /// The wire is gone.
  mutating func end(_ phase: LinkState.Phase, _ loss: LinkState.Loss = .none, errno: Int32 = 0) {
    publish(
      LinkState(
        phase: phase, loss: loss, errno: UInt16(truncatingIfNeeded: errno),
        generation: port.state.generation))
  }

  /// The device is left alone.
  mutating func end(_ reason: Distrust) {
    end(.lost, .distrusted, errno: Int32(reason.rawValue))
  }

  /// Says how things are between two wires, on behalf of whatever moves them.
  mutating func resume(
    _ phase: LinkState.Phase, _ loss: LinkState.Loss = .none, errno: Int32 = 0
  ) {
    statistics = port.published.load()
    end(phase, loss, errno: errno)
  }

  mutating func resume(_ reason: Distrust) {
    statistics = port.published.load()
    end(reason)
  }

  func publishStatistics() { port.published.store(statistics) }

  private func publish(_ state: LinkState) {
    publishStatistics()
    port.stateWord.store(state.word, ordering: .releasing)
  }

  private mutating func note(_ sequence: UInt16) {
    if isNewer(sequence) { newestSequence = sequence }
  }

  private func isNewer(_ sequence: UInt16) -> Bool {
    guard let newest = newestSequence else { return true }
    let ahead = sequence &- newest
    return ahead != 0 && ahead < 0x8000
  }
}
