// SPDX-License-Identifier: Apache-2.0
import Randomness

extension SplitMix64 {
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
