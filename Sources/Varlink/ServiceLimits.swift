// SPDX-License-Identifier: Apache-2.0

/// How much one service takes from its clients before it refuses or closes.
public struct ServiceLimits: Hashable, Sendable {
  /// Longest message in bytes, its end not counted: 1 MiB of program text and room around it.
  public var messageBytes = 1_114_112
  /// Connections that may do everything.
  public var connections = 64
  /// Further connections, which may only call exempt methods and ask what the service is.
  public var reservedConnections = 8
  /// Calls a second that one connection may make for long; exempt methods do not count.
  public var callsPerSecond = 200.0
  /// Calls that one connection may make at once.
  public var callBurst = 400.0
  /// Bytes a second that one connection may send for long.
  public var bytesPerSecond = 2_097_152.0
  /// Bytes that one connection may send at once.
  public var byteBurst = 8_388_608.0
  /// Calls of one connection that wait for the one before them.
  public var pendingCalls = 128
  /// Milliseconds a connection may leave its replies unread before it is closed.
  public var unreadMilliseconds: Int64 = 5000
  /// Bytes of replies a connection may leave unread before it is closed.
  public var unreadBytes = 4_194_304

  public init() {}
}

/// Why a service refuses before a method is reached.
public enum Refusal: Hashable, Sendable {
  case messageTooLong(limit: Int)
  case malformed(String)
  case tooManyConnections(limit: Int)
  case tooManyCalls(perSecond: Int)
  case tooMuchPending(limit: Int)

  /// One sentence: what, the limit, the way out.
  public var message: String {
    switch self {
    case .messageTooLong(let limit):
      "The message is longer than \(limit) bytes, the connection is closed. Send less at once."
    case .malformed(let reason):
      "The message is not a Varlink call: \(reason). The connection is closed."
    case .tooManyConnections(let limit):
      "All \(limit) connections are in use. Only stop, pause and soften work on this one; "
        + "close another client and try again."
    case .tooManyCalls(let rate):
      "More than \(rate) calls a second on one connection. Slow down and try again."
    case .tooMuchPending(let limit):
      "More than \(limit) calls wait on this connection, it is closed. Read the replies first."
    }
  }
}

/// A bucket that refills at a steady rate; times are nanoseconds of one monotonic clock.
struct TokenBucket {
  let perSecond: Double
  let burst: Double
  private var tokens: Double
  private var last: UInt64

  init(perSecond: Double, burst: Double, now: UInt64) {
    self.perSecond = perSecond
    self.burst = burst
    tokens = burst
    last = now
  }

  mutating func take(_ count: Double, now: UInt64) -> Bool {
    if now > last {
      tokens = min(burst, tokens + Double(now - last) * 1e-9 * perSecond)
      last = now
    }
    guard tokens >= count else { return false }
    tokens -= count
    return true
  }
}
