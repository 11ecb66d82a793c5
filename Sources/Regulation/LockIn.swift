// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Demodulates head, housing and current against the drive's own phase over exactly one cycle.
///
/// Samples and references are integers, so the running sums are exact and never drift. The window
/// is one turn of drive phase, whatever the frequency does meanwhile; its oldest sample counts in
/// part, so that the window is a whole turn although samples do not divide it.
public struct LockIn: Sendable, BitwiseCopyable {
  /// The most samples a window can hold: one cycle of 8 Hz at 4 kHz.
  @usableFromInline static var capacity: Int { 512 }

  @usableFromInline var ring: InlineArray<512, LockInSample>
  @usableFromInline var sums = LockInSums()
  @usableFromInline var newest = 511
  @usableFromInline var count = 0
  @usableFromInline var turns: UInt64 = 0
  @usableFromInline var lastPhase: UInt32 = 0
  @usableFromInline var clipped: Int32 = 0
  @usableFromInline var complete = false
  /// One sample at 4 kHz; above 4 ms a window's nanoseconds would need more than 31 bits.
  private static var samplePeriodNanoseconds: Float { 250_000 }

  public init() { ring = InlineArray(repeating: LockInSample()) }

  /// Forgets every sample, as after a rest or a jump of phase.
  public mutating func reset() {
    sums = LockInSums()
    count = 0
    clipped = 0
    complete = false
  }

  /// Begins as a new one does, where it is; what the ring held is not looked at again.
  public mutating func restart() {
    reset()
    newest = LockIn.capacity - 1
    turns = 0
    lastPhase = 0
  }

  /// Takes one sample of everything at drive phase `phase` (2³² is one turn).
  public mutating func push(
    head: Acceleration, housing: Acceleration, current: Current, phase: UInt32
  ) {
    let turns = Float(Int32(bitPattern: phase)) * (1 / 4_294_967_296)
    push(
      head: head, housing: housing, current: current, phase: phase,
      cosine: PortableMath.cosine(turns: turns), sine: PortableMath.sine(turns: turns))
  }

  /// The same with cosine and sine of the phase, for those who have them already.
  ///
  /// The phase must go forward by less than half a turn from one sample to the next. A head sample
  /// beyond ±16 g (and one that is no number) counts as clipped.
  @inlinable public mutating func push(
    head: Acceleration, housing: Acceleration, current: Current, phase: UInt32, cosine: Float,
    sine: Float
  ) {
    if count == 0 { lastPhase = phase }
    turns &+= UInt64(phase &- lastPhase)
    lastPhase = phase
    var sample = LockInSample()
    sample.turns = UInt32(truncatingIfNeeded: turns >> 8)
    sample.cosine = LockIn.scaled(cosine * 16383)
    sample.sine = LockIn.scaled(sine * 16383)
    sample.head = LockIn.scaled(head.g * 2000)
    sample.housing = LockIn.scaled(housing.g * 2000)
    sample.current = LockIn.scaled(current.amperes * 10000)
    if count == LockIn.capacity { dropOldest() }
    newest = (newest &+ 1) & (LockIn.capacity - 1)
    ring[newest] = sample
    count &+= 1
    if sample.isClipped { clipped &+= 1 }
    sums.add(sample)
    // Everything a whole turn old or older leaves.
    while count > 1, sample.turns &- ring[oldest].turns >= 1 << 24 {
      dropOldest()
      complete = true
    }
  }

  /// The window that ends with the newest sample; nil until a whole turn has been seen.
  public var window: LockInWindow? {
    var copy = self
    return copy.takeWindow()
  }

  /// The same in place: reading it through a getter would copy the whole ring.
  public mutating func takeWindow() -> LockInWindow? {
    guard complete, count > 2 else { return nil }
    let first = ring[oldest]
    let step = Float(ring[newest].turns &- first.turns) / (16_777_216 * Float(count - 1))
    guard step > 0 else { return nil }
    // count·step exceeds one turn by less than a step; the oldest sample gives that part back.
    let excess = max(0, min(1, Float(count) - 1 / step))
    let scale = 2 * step / 16383
    func phasor(_ i: Int64, _ q: Int64, _ value: Int16, _ rc: Int32, _ rq: Int32, _ unit: Float)
      -> Phasor
    {
      Phasor(
        inPhase: (Float(i) - excess * Float(Int32(value) &* rc)) * scale * unit,
        quadrature: -(Float(q) - excess * Float(Int32(value) &* rq)) * scale * unit)
    }
    let r = first.references
    let half = (Float(count) - excess) * 0.5
    // A whole window is below 2³¹ ns, and a 64-bit conversion would cost a call.
    func duration(_ samples: Float) -> Interval {
      Interval(nanoseconds: Int64(Int32(samples * LockIn.samplePeriodNanoseconds)))
    }
    return LockInWindow(
      head: phasor(sums.headI, sums.headQ, first.head, r.c, r.q, 0.0005),
      headSecond: phasor(sums.head2I, sums.head2Q, first.head, r.c2, r.q2, 0.0005),
      housing: phasor(sums.housingI, sums.housingQ, first.housing, r.c, r.q, 0.0005),
      housingSecond: phasor(sums.housing2I, sums.housing2Q, first.housing, r.c2, r.q2, 0.0005),
      current: phasor(sums.currentI, sums.currentQ, first.current, r.c, r.q, 0.0001),
      currentSecond: phasor(sums.current2I, sums.current2Q, first.current, r.c2, r.q2, 0.0001),
      length: duration(2 * half), age: duration(half - 0.5), samples: Int32(count),
      clipped: clipped)
  }

  @inlinable var oldest: Int { (newest &- count &+ 1) & (LockIn.capacity - 1) }

  @inlinable mutating func dropOldest() {
    let sample = ring[oldest]
    sums.remove(sample)
    if sample.isClipped { clipped &-= 1 }
    count &-= 1
  }

  /// Rounded to the nearest step and kept within 16 bits; no number becomes the lower end.
  @inlinable @inline(__always) static func scaled(_ value: Float) -> Int16 {
    guard value > -32767 else { return -32767 }
    guard value < 32767 else { return 32767 }
    return Int16(value + (value < 0 ? -0.5 : 0.5))
  }
}
