// SPDX-License-Identifier: Apache-2.0

/// What one actuator does, column by column.
public struct PlotCurve: Hashable, Sendable {
  /// One column: empty ranges where there is nothing.
  public struct Column: Hashable, Sendable {
    /// Hz; only while something moves.
    public var frequency = PlotRange()
    /// mm, peak to peak.
    public var amplitude = PlotRange()
    /// g, peak.
    public var acceleration = PlotRange()
    /// Before the slew limiter, Hz and mm.
    public var askedFrequency = PlotRange()
    public var askedAmplitude = PlotRange()
    /// The greatest amplitude at the frequency of the moment, mm.
    public var cap = PlotRange()
    /// The acceleration of that amplitude, g.
    public var accelerationCap = PlotRange()
  }

  /// Counted from 0.
  public var actuator: UInt8
  public var columns: [Column]

  init(actuator: UInt8, count: Int) {
    self.actuator = actuator
    columns = Array(repeating: Column(), count: count)
  }

  /// The greatest of a quantity; zero where there is none.
  func peak(_ quantity: KeyPath<Column, PlotRange>) -> Float {
    columns.reduce(0) { max($0, $1[keyPath: quantity].high) }
  }
}
