// SPDX-License-Identifier: Apache-2.0

/// What has passed over a link since it was made.
public struct LinkStatistics: Hashable, Sendable, BitwiseCopyable {
  public var stopsSent: UInt64 = 0
  public var commandsSent: UInt64 = 0
  public var setpointsSent: UInt64 = 0
  /// Setpoints that never left: replaced, voided, overtaken, too old, or the wire was full.
  public var setpointsDropped: UInt64 = 0
  /// Commands that were waiting when the wire was lost or a stop cut them off.
  public var commandsDropped: UInt64 = 0
  public var bytesSent: UInt64 = 0
  public var framesReceived: UInt64 = 0
  /// Frames that were no message: noise, a cut-off end, a foreign type.
  public var framesRefused: UInt64 = 0
  /// Messages nobody took in time.
  public var inboundOverflows: UInt64 = 0
  public var bytesReceived: UInt64 = 0
  /// Times the other end sent more than a link reads, and was left waiting.
  public var floods: UInt64 = 0
  /// Times the wire took less than was to be sent.
  public var writeStalls: UInt64 = 0
  /// Allocations of the link's thread while it served; 0 in a program that does not count.
  public var allocations: UInt64 = 0

  public init() {}
}
