// SPDX-License-Identifier: Apache-2.0
public import DeviceCore
import DeviceProtocol
public import Quantities

/// The device's state machine between its body and its lines: what the control interrupt runs.
///
/// One step is bounded: at most one stop and one other message are taken, and one is given.
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
  public func step(_ line: SerialConversation, periods: UInt32 = 1) -> Bool {
    now = now + Interval(nanoseconds: period.nanoseconds * Int64(periods))
    if let stop = line.stops.pop() { take(stop) }
    if let next = line.heard.pop() { take(next) }
    let outputs = unsafe device.pointee.step(now: now, lent: &inputs)
    body.exchange(outputs, &inputs)
    guard !line.said.isFull, let message = unsafe device.pointee.nextMessage(for: .serial) else {
      return false
    }
    _ = line.said.push(message)
    return true
  }

  private func take(_ heard: Heard) {
    switch heard.content {
    case .message(let message, let sequence):
      if case .stop = message { stopTaken = now }
      if case .setpoint = message { setpointTaken = now }
      unsafe device.pointee.receive(message, sequence: sequence, from: .serial, now: now)
    case .refused(let refusal): unsafe device.pointee.noteRefused(refusal, from: .serial)
    }
  }
}
