// SPDX-License-Identifier: Apache-2.0
import Programs
import Quantities

/// The way through a timeline's questions that drives and rests for longest.
struct LongestPath {
  /// Numbers of steps, rising.
  let steps: [Int]
  /// Whether an answer could have led elsewhere.
  let hasBranches: Bool

  init(_ timeline: Timeline) {
    let count = timeline.steps.count
    // Steps only lead forward, so that from the end each has its answer when it is asked.
    var longest = [Int64](repeating: 0, count: count + 1)
    var following = [Int](repeating: count, count: count)
    var hasBranches = false
    for step in stride(from: count - 1, through: 0, by: -1) {
      let successors = timeline.successors(of: step)
      if successors.count > 1 { hasBranches = true }
      let best = successors.max { longest[$0] < longest[$1] } ?? count
      following[step] = best
      let it = timeline.steps[step]
      longest[step] = longest[best] + (it.kind.takesTime ? it.duration.nanoseconds : 0)
    }
    var steps: [Int] = []
    var step = 0
    while step < count {
      steps.append(step)
      step = following[step]
    }
    self.steps = steps
    self.hasBranches = hasBranches
  }
}

extension TimelineStep.Kind {
  /// Whether a plot gives it room: how long a person takes is not known.
  var takesTime: Bool {
    switch self {
    case .drive, .rest: true
    case .move, .ask: false
    }
  }
}
