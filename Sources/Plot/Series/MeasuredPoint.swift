// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// What an actuator delivered at one moment of a session.
public struct MeasuredPoint: Hashable, Sendable {
  /// Since the session's first point.
  public var at: Interval
  /// Number of the timeline's step, from 0.
  public var step: Int
  /// Counted from 0.
  public var actuator: UInt8
  public var frequency: Hertz
  public var amplitude: Displacement
  public var acceleration: Acceleration

  public init(
    at: Interval, step: Int, actuator: UInt8 = 0, frequency: Hertz, amplitude: Displacement,
    acceleration: Acceleration
  ) {
    self.at = at
    self.step = step
    self.actuator = actuator
    self.frequency = frequency
    self.amplitude = amplitude
    self.acceleration = acceleration
  }
}

extension PlotCurve {
  fileprivate mutating func take(_ point: MeasuredPoint, _ column: Int) {
    if point.amplitude > .zero { columns[column].frequency.include(point.frequency.hertz) }
    columns[column].amplitude.include(point.amplitude.millimeters)
    columns[column].acceleration.include(point.acceleration.g)
  }
}

extension PlotSeries {
  /// Lays what was measured over what was planned, step by step.
  ///
  /// A session waits where a plan does not, for a person and in a pause: what a step took longer than
  /// planned is left out. Points of steps that this way does not take, and of actuators that are not
  /// drawn, are left out.
  public mutating func measure(_ points: [MeasuredPoint]) {
    var measured = curves.map { PlotCurve(actuator: $0.actuator, count: columns) }
    var first: [Int: Interval] = [:]
    var end = duration
    let ends = Array(
      starts.reversed().map { start in
        defer { end = start ?? end }
        return end
      }.reversed())
    for point in points {
      let begin = first[point.step, default: point.at]
      first[point.step] = begin
      guard starts.indices.contains(point.step), let start = starts[point.step] else { continue }
      let at = start + (point.at - begin)
      guard duration > .zero, at.nanoseconds < ends[point.step].nanoseconds else { continue }
      let column = Int(at.nanoseconds / max(1, duration.nanoseconds / Int64(columns)))
      guard column >= 0, column < columns,
        let curve = measured.firstIndex(where: { $0.actuator == point.actuator })
      else { continue }
      measured[curve].take(point, column)
    }
    self.measured = measured
  }
}
