// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

/// What the driver of the control endpoint does next.
public enum ControlReply: Sendable, BitwiseCopyable {
  /// A data stage to the host, never longer than wLength.
  ///
  /// When `zeroPacket` is true a zero-length packet follows: the data are shorter than asked for and
  /// fill their last packet, so nothing else tells the host that they have ended (USB 2.0 §5.5.3).
  case data(ControlData, zeroPacket: Bool)
  /// A data stage from the host of this many bytes, to be handed to `receive`.
  case awaitData(count: Int)
  /// The status stage: done.
  case acknowledge
  /// "Request Error" (USB 2.0 §9.2.7).
  case stall
}

/// What a request means beyond its answer.
public enum ControlEffect: Sendable, BitwiseCopyable {
  /// The device is configured, perhaps once more: all endpoints begin anew with DATA0.
  ///
  /// Whoever talked before is gone: every transport is detached.
  case configured
  /// Only the control endpoint is left; every transport is detached.
  case deconfigured
  /// A halt was cleared or an interface set: the endpoints begin anew with DATA0.
  case endpointReset(EndpointAddress)
  case interfaceReset(InterfaceNumber)
  case endpointHalted(EndpointAddress)
  /// An output report by way of the control endpoint, which waits behind nothing.
  case report(HIDReport)
  /// DTR rose: somebody opened the serial port.
  case lineOpened
  /// DTR fell: the serial transport is detached.
  case lineClosed
}

/// The answer to a setup packet or a data stage.
public struct ControlOutcome: Sendable, BitwiseCopyable {
  public var reply: ControlReply
  public var effect: ControlEffect?

  init(_ reply: ControlReply, _ effect: ControlEffect? = nil) {
    self.reply = reply
    self.effect = effect
  }

  static var stall: ControlOutcome { ControlOutcome(.stall) }
  static var acknowledge: ControlOutcome { ControlOutcome(.acknowledge) }
}
