// SPDX-License-Identifier: Apache-2.0
public import DeviceCore
public import DeviceProtocol
public import Quantities

/// The device's state machine between its body and its lines: what the control interrupt runs.
///
/// One step is bounded: of each line at most one stop and one other message are taken, and one is given.
@safe public final class Massager<TheBody: Body> {
  public var body: TheBody
  /// The device's clock, counted in control periods since boot.
  public private(set) var now = Instant.zero
  /// When the last stop was taken, and the last setpoint.
  public private(set) var stopTaken = Instant.zero
  public private(set) var setpointTaken = Instant.zero
  private var inputs = Inputs()
  private let period: Interval
  // Most of the firmware's memory; it is made where it stays, since no stack could hold a second one.
  private let device: UnsafeMutablePointer<Device>

  public init(
    configuration: DeviceConfiguration, resetCause: ResetCause, bootID: UInt32,
    retained: RetainedState?, body: TheBody, period: Interval
  ) {
    self.body = body
    self.period = period
    unsafe device = .allocate(capacity: 1)
    unsafe device.pointee.restart(
      configuration: configuration, resetCause: resetCause, bootID: bootID, retained: retained)
  }

  deinit { unsafe device.deallocate() }

  /// Once in every four steps.
  public var isAtMillisecond: Bool { now.nanoseconds % 1_000_000 < UInt64(period.nanoseconds) }

  /// What has to survive a reset, as of the last step.
  public func retain() -> RetainedState { unsafe device.pointee.retain() }

  /// One control step, `periods` after the one before; true when something is to be sent.
  public func step(_ serial: SerialConversation, periods: UInt32 = 1) -> Bool {
    now = now + Interval(nanoseconds: period.nanoseconds * Int64(periods))
    hear(serial.messages, from: .serial)
    let outputs = unsafe device.pointee.step(now: now, lent: &inputs)
    body.exchange(outputs, &inputs)
    return say(serial.messages, to: .serial)
  }

  /// Takes what came as reports; before the step of a board that has them.
  public func hear(_ reports: ReportConversation) { hear(reports.messages, from: .hid) }

  /// Hands out one report's message, after the step; true when there was one.
  public func say(_ reports: ReportConversation) -> Bool { say(reports.messages, to: .hid) }

  /// Faults of earlier boots, the newest first, as the history is asked for.
  public func recall(_ record: FaultRecord) { unsafe device.pointee.recall(record) }

  public func faultsRecorded() -> UInt32 { unsafe device.pointee.faultsRecorded() }

  public func faultRecord(_ index: UInt8) -> FaultRecord {
    unsafe device.pointee.faultRecord(index)
  }

  // They are inlined where the transport is a constant: indexed by a variable, a queue is copied.
  @inline(__always) private func hear(_ messages: MessageQueues, from transport: Transport) {
    if messages.takeHangUp() { unsafe device.pointee.detached(transport, now: now) }
    if let stop = messages.stops.pop() { take(stop, from: transport) }
    if let next = messages.heard.pop() { take(next, from: transport) }
  }

  @inline(__always) private func say(_ messages: MessageQueues, to transport: Transport) -> Bool {
    guard !messages.said.isFull, let message = unsafe device.pointee.nextMessage(for: transport)
    else { return false }
    return messages.said.push(message)
  }

  @inline(__always) private func take(_ heard: Heard, from transport: Transport) {
    switch heard.content {
    case .message(let message, let sequence):
      if case .stop = message { stopTaken = now }
      if case .setpoint = message { setpointTaken = now }
      unsafe device.pointee.receive(message, sequence: sequence, from: transport, now: now)
    case .refused(let refusal): unsafe device.pointee.noteRefused(refusal, from: transport)
    }
  }
}
