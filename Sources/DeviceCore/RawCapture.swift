// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// A run of consecutive samples of one channel, taken on request and sent in bursts.
struct RawCapture: Sendable, BitwiseCopyable {
  private(set) var transport = Transport.serial
  private var samples = InlineArray<255, Int16>(repeating: 0)
  private var channel = RawChannel.headAcceleration
  private var wanted = 0
  private var taken = 0
  private var sent = 0
  private var began = Instant.zero

  /// There are samples that were asked for and not yet sent.
  var isWaiting: Bool { sent < taken }

  /// Begins as a new one does, where it is.
  mutating func restart() {
    transport = .serial
    channel = .headAcceleration
    wanted = 0
    taken = 0
    sent = 0
    began = .zero
  }

  /// Begins anew; what was not yet sent of an earlier request is gone.
  mutating func begin(_ request: RawRequest, from: Transport) {
    transport = from
    channel = request.channel
    wanted = Int(request.count)
    taken = 0
    sent = 0
  }

  mutating func cancel(_ from: Transport) {
    if transport == from { wanted = 0 }
    if transport == from { sent = taken }
  }

  mutating func push(head: Float, housing: Float, current: Float, now: Instant) {
    guard taken < wanted else { return }
    if taken == 0 { began = now }
    samples[taken] =
      switch channel {
      case .headAcceleration: WireScale.signed16(head * 2000)
      case .housingAcceleration: WireScale.signed16(housing * 2000)
      case .current: WireScale.signed16(current * 10000)
      }
    taken += 1
  }

  /// The next burst, once twenty samples or the last ones are there.
  mutating func next() -> RawBurst? {
    let ready = taken - sent
    guard ready > 0, ready >= 20 || taken >= wanted else { return nil }
    let count = min(20, ready)
    var burst = RawBurst()
    burst.channel = channel
    burst.offset = UInt8(sent)
    burst.count = UInt8(count)
    burst.of = UInt8(wanted)
    let first =
      began + Interval(nanoseconds: Int64(sent) * Int64(DeviceLimits.stepNanoseconds))
    burst.clockMilliseconds = first.wireMilliseconds
    burst.clockFractionMicroseconds = Device.fraction(first)
    for i in 0..<count { burst.samples[i] = samples[sent + i] }
    sent += count
    return burst
  }
}
