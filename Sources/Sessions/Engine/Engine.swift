// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Drives one device: once per millisecond it takes what has arrived and says what to send.
///
/// Pure: no clock, no I/O, no allocation and no reference counting in `tick`.
public struct Engine: Sendable {
  public private(set) var status = EngineStatus()

  /// - Parameter nonce: anything that differs between two runs of the daemon; hello and arm
  ///   identifiers are counted from it.
  public init(nonce: UInt32) {}

  /// One millisecond's work.
  ///
  /// Call it with `now` never decreasing; a gap of 300 ms or more ends
  /// the session. The caller clears both boxes afterwards.
  public mutating func tick(now: Instant, inbox: borrowing EngineInbox, outbox: inout EngineOutbox)
  {
    status.now = now
    status.ticks &+= 1
  }
}
