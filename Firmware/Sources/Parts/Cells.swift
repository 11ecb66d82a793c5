// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// What the voltage of a lithium-ion cell says about its charge: domain.md §5.5. `[T]`
public enum Cells {
  /// Cells in series in the reference design.
  public static var count: Float { 3 }

  /// State of charge, 0 … 1, of a cell that is hardly loaded.
  public static func charge(_ cell: Voltage) -> Float {
    let volts = cell.volts
    if volts >= 4.2 { return 1 }
    if volts >= 3.95 { return 0.8 + 0.2 * (volts - 3.95) / 0.25 }
    if volts >= 3.7 { return 0.5 + 0.3 * (volts - 3.7) / 0.25 }
    if volts >= 3.55 { return 0.2 + 0.3 * (volts - 3.55) / 0.15 }
    if volts > 3.0 { return 0.2 * (volts - 3.0) / 0.55 }
    return 0
  }
}
