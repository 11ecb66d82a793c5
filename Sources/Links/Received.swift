// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import Quantities

/// A device's message and the host's moment at which its last byte was read.
public struct Received: Sendable, BitwiseCopyable {
  public var message: DeviceMessage
  public var sequence: UInt16
  public var received: Instant

  public init(message: DeviceMessage, sequence: UInt16, received: Instant) {
    self.message = message
    self.sequence = sequence
    self.received = received
  }
}
