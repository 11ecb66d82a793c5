// SPDX-License-Identifier: Apache-2.0
public import Programs
public import Quantities

/// What a program will deliver over time, in a bounded number of columns.
public struct PlotSeries: Hashable, Sendable {
  public var title: String
  public var intensity: Int
  /// Driven time and rests, without waits for the person.
  public var duration: Interval
  /// One for each actuator, the first first.
  public var curves: [PlotCurve]
  /// What a session delivered, in the same columns: as many as curves, or none.
  public var measured: [PlotCurve] = []
  public var segments: [PlotSegment]
  public var marks: [PlotMark]
  /// Whether only the longest of several ways is drawn.
  public var hasBranches: Bool
  /// Where each step of the timeline begins; nil for steps that this way does not take.
  public var starts: [Interval?]

  public var columns: Int { curves.first?.columns.count ?? 0 }

  /// Runs the timeline through the slew limiter, millisecond by millisecond.
  public init(_ timeline: Timeline, columns: Int) {
    let path = LongestPath(timeline)
    title = timeline.title
    intensity = timeline.intensity
    hasBranches = path.hasBranches
    duration = .zero
    curves = []
    segments = []
    marks = []
    starts = Array(repeating: nil, count: timeline.steps.count)
    var at = Interval.zero
    for index in path.steps {
      let step = timeline.steps[index]
      starts[index] = at
      let end = step.kind.takesTime ? at + step.duration : at
      switch step.kind {
      case .drive: break
      case .rest: marks.append(PlotMark(kind: .rest, start: at, duration: end - at, text: ""))
      case .move:
        marks.append(
          PlotMark(kind: .move, start: at, duration: .zero, text: timeline.stepTexts[index]))
      case .ask:
        marks.append(
          PlotMark(kind: .ask, start: at, duration: .zero, text: timeline.stepTexts[index]))
      }
      extend(timeline.segments[Int(step.segment)], from: at, to: end)
      at = end
    }
    duration = at
    let actuators = Set(
      [0] + timeline.steps.filter { $0.kind == .drive }.map(\.drive.actuator)
        + timeline.drives.map(\.actuator))
    let count = max(1, columns)
    let length = duration
    curves = actuators.sorted().map { actuator in
      var walk = DeliveredWalk(actuator: actuator, duration: length, columns: count)
      for index in path.steps { walk.take(index, of: timeline) }
      return walk.finish()
    }
    // An actuator that no step drives is only drawn when it is the only one.
    let moving = curves.filter { $0.peak(\.askedAmplitude) > 0 }
    if !moving.isEmpty { curves = moving }
  }

  private mutating func extend(_ segment: TimelineSegment, from start: Interval, to end: Interval) {
    if let last = segments.last, last.address == segment.address, last.profile == segment.profile {
      segments[segments.count - 1].end = end
    } else {
      segments.append(
        PlotSegment(
          address: segment.address, profile: segment.profile, bounds: segment.bounds, start: start,
          end: end))
    }
  }
}
