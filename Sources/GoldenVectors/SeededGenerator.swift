// SPDX-License-Identifier: Apache-2.0

/// A generator whose numbers follow from its seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func integer<Value: FixedWidthInteger>() -> Value {
    // Every fourth value is small, so that frames hold as many zeros as real ones do.
    let raw = next()
    return Value(truncatingIfNeeded: raw & 3 == 0 ? (raw >> 2) & 3 : raw >> 2)
  }

  mutating func pick<Value: CaseIterable>(_: Value.Type) -> Value where Value.AllCases == [Value] {
    let all = Value.allCases
    return all[Int(next() % UInt64(all.count))]
  }
}
