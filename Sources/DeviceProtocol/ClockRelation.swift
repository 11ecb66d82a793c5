// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Where a device's clock stands against the host's, from pings and their pongs.
///
/// A pong was stamped somewhere between the ping's leaving and its own arrival, so the middle of the
/// two is right to half the round trip. Of the last eight exchanges the one counts whose half
/// round trip, widened by 100 ppm of its age for what two quartz clocks drift apart, is smallest.
public struct ClockRelation: Sendable, BitwiseCopyable {
  private struct Exchange: Sendable, BitwiseCopyable {
    var middle: Instant
    var device: Instant
    var halfTrip: Interval
  }

  /// Round trips longer than this say nothing that is worth keeping.
  public static var longestRoundTrip: Interval { .milliseconds(200) }

  private var exchanges: InlineArray<8, Exchange>
  private var count = 0
  private var place = 0

  public init() {
    exchanges = InlineArray(
      repeating: Exchange(middle: .zero, device: .zero, halfTrip: .zero))
  }

  /// False until the first exchange: nothing may be commanded before.
  public var isKnown: Bool { count > 0 }

  /// Takes in one exchange; `sent` is when the ping with the pong's token was handed to the link.
  public mutating func note(ping sent: Instant, pong: Pong, received: Instant) {
    let trip = received - sent
    guard trip >= .zero, trip <= Self.longestRoundTrip else { return }
    let half = Interval(nanoseconds: trip.nanoseconds / 2)
    let exchange = Exchange(
      middle: sent + half,
      device: Instant(
        microseconds: UInt64(pong.clockMilliseconds) * 1000
          + UInt64(pong.clockFractionMicroseconds)),
      halfTrip: half)
    exchanges[place] = exchange
    place = (place + 1) & 7
    count = min(count + 1, 8)
  }

  /// The device's clock at a moment of the host's, as the wire carries it; nil before the first
  /// exchange.
  public func deviceMilliseconds(at host: Instant) -> UInt32? {
    deviceNanoseconds(at: host).map { nanoseconds in
      UInt32(truncatingIfNeeded: floorDivide(nanoseconds, by: 1_000_000))
    }
  }

  /// How far off the relation may be at a moment; nil before the first exchange.
  func uncertainty(at host: Instant) -> Interval? {
    best(at: host).map { Self.doubt($0, at: host) }
  }

  /// Forgets everything, as a new boot or a reopened link demands.
  public mutating func reset() { self = ClockRelation() }

  private func deviceNanoseconds(at host: Instant) -> Int64? {
    best(at: host).map { exchange in
      Int64(exchange.device.nanoseconds) + (host - exchange.middle).nanoseconds
    }
  }

  private func best(at host: Instant) -> Exchange? {
    guard count > 0 else { return nil }
    var best = exchanges[0]
    for index in 1..<max(count, 1) where index < count {
      let candidate = exchanges[index]
      if Self.doubt(candidate, at: host) < Self.doubt(best, at: host) { best = candidate }
    }
    return best
  }

  private static func doubt(_ exchange: Exchange, at host: Instant) -> Interval {
    let age = (host - exchange.middle).nanoseconds
    return Interval(nanoseconds: exchange.halfTrip.nanoseconds + (age < 0 ? -age : age) / 10_000)
  }

  private func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
