// SPDX-License-Identifier: Apache-2.0
public import Envelope
public import Quantities

/// What a safety class allows at the head and in one application (domain.md §2 and §4.3, [E]).
public enum ClassCaps {
  /// Peak head acceleration: A 10 g, B 8 g, neck 2 g; a class C zone gets none.
  public static func acceleration(_ safetyClass: SafetyClass) -> Acceleration {
    switch safetyClass {
    case .a: Acceleration(g: 10)
    case .b: Acceleration(g: 8)
    case .neck: Acceleration(g: 2)
    case .c: .zero
    }
  }

  /// Energised time in one application: A 300 s, B 180 s, neck 60 s; a class C zone gets none.
  public static func application(_ safetyClass: SafetyClass) -> Interval {
    switch safetyClass {
    case .a: .seconds(Int64(300))
    case .b: .seconds(Int64(180))
    case .neck: .seconds(Int64(60))
    case .c: .zero
    }
  }
}
