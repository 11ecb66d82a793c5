// SPDX-License-Identifier: Apache-2.0

/// One moment in a lock-in's window: 0.5 mg, 0.1 mA, 2⁻²⁴ turns, references in 1/16383.
@frozen @usableFromInline struct LockInSample: Sendable, BitwiseCopyable {
  @usableFromInline var turns: UInt32 = 0
  @usableFromInline var head: Int16 = 0
  @usableFromInline var housing: Int16 = 0
  @usableFromInline var current: Int16 = 0
  @usableFromInline var cosine: Int16 = 0
  @usableFromInline var sine: Int16 = 0

  @inlinable init() {}

  /// At or beyond 15.99 g, where a ±16 g sensor ends.
  @inlinable var isClipped: Bool { head >= 31980 || head <= -31980 }

  /// Cosine and sine of the phase and of twice that: cos 2φ = 2·cos² φ − 1, sin 2φ = 2·sin φ·cos φ.
  @inlinable @inline(__always) var references: (c: Int32, q: Int32, c2: Int32, q2: Int32) {
    let c = Int32(cosine)
    let q = Int32(sine)
    return (c, q, ((c &* c) >> 13) &- 16383, (q &* c) >> 13)
  }
}

/// Sums of sample times reference over a window; integers, so that what was added can be removed.
@frozen @usableFromInline struct LockInSums: Sendable, BitwiseCopyable {
  @usableFromInline var headI: Int64 = 0
  @usableFromInline var headQ: Int64 = 0
  @usableFromInline var head2I: Int64 = 0
  @usableFromInline var head2Q: Int64 = 0
  @usableFromInline var housingI: Int64 = 0
  @usableFromInline var housingQ: Int64 = 0
  @usableFromInline var housing2I: Int64 = 0
  @usableFromInline var housing2Q: Int64 = 0
  @usableFromInline var currentI: Int64 = 0
  @usableFromInline var currentQ: Int64 = 0
  @usableFromInline var current2I: Int64 = 0
  @usableFromInline var current2Q: Int64 = 0

  @inlinable init() {}

  @inlinable mutating func add(_ s: LockInSample) { apply(s, sign: 1) }
  @inlinable mutating func remove(_ s: LockInSample) { apply(s, sign: -1) }

  @inlinable @inline(__always) mutating func apply(_ s: LockInSample, sign: Int32) {
    let r = s.references
    let (c, q, c2, q2) = (sign &* r.c, sign &* r.q, sign &* r.c2, sign &* r.q2)
    let head = Int32(s.head)
    let housing = Int32(s.housing)
    let current = Int32(s.current)
    headI &+= Int64(head &* c)
    headQ &+= Int64(head &* q)
    head2I &+= Int64(head &* c2)
    head2Q &+= Int64(head &* q2)
    housingI &+= Int64(housing &* c)
    housingQ &+= Int64(housing &* q)
    housing2I &+= Int64(housing &* c2)
    housing2Q &+= Int64(housing &* q2)
    currentI &+= Int64(current &* c)
    currentQ &+= Int64(current &* q)
    current2I &+= Int64(current &* c2)
    current2Q &+= Int64(current &* q2)
  }
}
