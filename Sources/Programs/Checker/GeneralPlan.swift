// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A program for all values of its parameters: what has to hold, and how long everything takes.
struct GeneralPlan {
  /// Something that has to hold for all values.
  enum Claim: Hashable {
    /// A value lies in a range; if not, this is the problem.
    case within(Formula, ValueRange, ProblemCode, String)
    /// A value is whole.
    case whole(Formula)
    case line(LineClaim)
    case wave(
      frequency: Formula, amplitude: Formula, measure: TimelineWave.Measure, duration: Formula)
  }

  struct Obligation: Hashable {
    var claim: Claim
    var site: Compiler.Site?
    var range: SourceRange
    var file: String?
  }

  /// How long a step takes, and how often it comes.
  struct Span {
    enum Time {
      case fixed(Interval)
      case formula(Formula)
      /// All of it, each vibration, each stillness.
      case pulse(Formula, beat: Formula, gap: Formula)
    }
    var time: Time
    /// The step comes as often as the product of these says.
    var weights: [Weight]
    /// The obligations of what the step drives.
    var claims: [Int] = []

    init(_ fixed: Interval, weights: [Weight]) {
      time = .fixed(fixed)
      self.weights = weights
    }
  }

  /// How often the rest of a repetition comes, after its first turn.
  struct Weight: Hashable {
    var times: Formula
  }

  var obligations: [Obligation] = []
  var known: [Obligation: Int] = [:]
  var spans: [Span] = []
  var weights: [Weight] = []

  mutating func addSpan(_ fixed: Interval) { spans.append(Span(fixed, weights: weights)) }
}
