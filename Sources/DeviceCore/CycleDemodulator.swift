// SPDX-License-Identifier: Apache-2.0
import Quantities

/// In-phase and quadrature of head, housing and current over whole cycles of the drive.
struct CycleDemodulator: Sendable, BitwiseCopyable {
  struct Value: Sendable, BitwiseCopyable {
    var head = Phasor.zero
    var headSecond = Phasor.zero
    var housing = Phasor.zero
    var current = Phasor.zero
    var currentSecond = Phasor.zero
    var window = Interval.zero
    var centre = Instant.zero
  }

  private(set) var value = Value()
  private var sum = Value()
  private var count: Int32 = 0

  mutating func reset() { self = CycleDemodulator() }

  /// One sample of each; true when a cycle is complete and `value` is new.
  mutating func push(
    head: Float, housing: Float, current: Float, cosine c: Float, sine s: Float, wrapped: Bool,
    now: Instant
  ) -> Bool {
    let isNew = wrapped && count >= 8
    if wrapped {
      if isNew { close(now) }
      sum = Value()
      count = 0
    }
    let c2 = c * c - s * s
    let s2 = 2 * c * s
    sum.head = sum.head + Phasor(inPhase: head * c, quadrature: -head * s)
    sum.headSecond = sum.headSecond + Phasor(inPhase: head * c2, quadrature: -head * s2)
    sum.housing = sum.housing + Phasor(inPhase: housing * c, quadrature: -housing * s)
    sum.current = sum.current + Phasor(inPhase: current * c, quadrature: -current * s)
    sum.currentSecond = sum.currentSecond + Phasor(inPhase: current * c2, quadrature: -current * s2)
    count += 1
    return isNew
  }

  private mutating func close(_ now: Instant) {
    let scale = 2 / Float(count)
    value.head = sum.head * scale
    value.headSecond = sum.headSecond * scale
    value.housing = sum.housing * scale
    value.current = sum.current * scale
    value.currentSecond = sum.currentSecond * scale
    value.window = Interval(nanoseconds: Int64(count) * Int64(DeviceLimits.stepNanoseconds))
    value.centre = now - Interval(nanoseconds: value.window.nanoseconds / 2)
  }
}
