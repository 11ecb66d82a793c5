// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

/// How long one step takes and how often it comes, compiled.
struct GeneralSpan {
  enum Time {
    case fixed(Double)
    case code(FormulaCode)
    /// All of it, each vibration, each stillness.
    case pulse(FormulaCode, FormulaCode, FormulaCode)
  }
  var time: Time
  var weights: [FormulaCode]
  /// The obligations of what the step drives.
  var claims: [Int]
}

/// The greatest sums of a program over ranges of its parameters, in milliseconds.
struct GeneralSums {
  let compiler: Compiler
  let spans: [GeneralSpan]
  let code: [FormulaInstruction]
  private let sides: [Int]
  private let keys: [PersonLimits.ZoneSide]

  init(compiler: Compiler, spans: [GeneralSpan], code: [FormulaInstruction]) {
    self.compiler = compiler
    self.spans = spans
    self.code = code
    (sides, keys) = compiler.zoneSides()
  }

  /// How far beyond a limit the worst sum may be, as a share of it; zero and less is inside.
  func excess(_ box: [ValueRange]) -> Double {
    let sums = sums(box)
    var worst = max(
      sums.energised / Double(compiler.person.sessionEnergised.milliseconds) - 1,
      sums.wall / Double(Limits.deviceWallMaximum.milliseconds) - 1, 0)
    for (index, key) in keys.enumerated() {
      let segment = compiler.segments.first {
        $0.address.zone == key.zone && $0.address.side == key.side
      }
      let cap = segment.map { compiler.applicationMaximum($0) } ?? .zero
      worst = max(worst, sums.sides[index] / Double(max(cap.milliseconds, 1)) - 1)
    }
    return worst
  }

  /// The greatest sums, each by its own worst way, or the least.
  func sums(_ box: [ValueRange], least: Bool = false) -> PathTotals.Sums {
    PathTotals(
      compiler.steps, compiler.branches, sides: sides, sideCount: keys.count, least: least,
      share: { share($0, box, least: least) }, visit: { _, _, _ in }
    ).end
  }

  /// Points of the hand at most.
  ///
  /// - Parameter weighted: the weighted rms of the handle under each obligation, at most.
  func handPoints(_ box: [ValueRange], _ weighted: [Int: Float]) -> Double {
    PathTotals(
      compiler.steps, compiler.branches, sides: sides.map { _ in -1 }, sideCount: 0,
      share: { index in
        let squares = spans[index].claims.reduce(Float(0)) { sum, claim in
          let level = weighted[claim] ?? 0
          return sum + level * level
        }
        let driven = share(index, box, least: false).energised
        return PathTotals.Share(
          energised: Double(squares) * 2 * driven / 3_600_000, wall: 0, treated: 0)
      }, visit: { _, _, _ in }
    ).end.energised
  }

  private func share(_ index: Int, _ box: [ValueRange], least: Bool) -> PathTotals.Share {
    let span = spans[index]
    let step = compiler.steps[index]
    // Contact may be lost at once.
    if least, step.reaction.whileContact {
      return PathTotals.Share(energised: 0, wall: 0, treated: 0)
    }
    var often = 1.0
    for weight in span.weights {
      let times = value(weight, box)
      let count = least ? (times.low - 1e-9).rounded(.up) : (times.high + 1e-9).rounded(.down)
      often *= max(0, count - 1)
    }
    let (all, driven) = least ? (shortest(span.time, box), 0) : longest(span.time, box)
    switch step.kind {
    case .drive:
      return PathTotals.Share(energised: driven * often, wall: all * often, treated: all * often)
    case .rest: return PathTotals.Share(energised: 0, wall: all * often, treated: all * often)
    case .move, .ask: return PathTotals.Share(energised: 0, wall: all * often, treated: 0)
    }
  }

  private func shortest(_ time: GeneralSpan.Time, _ box: [ValueRange]) -> Double {
    switch time {
    case .fixed(let milliseconds): milliseconds
    case .code(let code), .pulse(let code, _, _): milliseconds(code, box).low
    }
  }

  /// The longest it takes, and the longest it drives.
  private func longest(_ time: GeneralSpan.Time, _ box: [ValueRange]) -> (Double, Double) {
    switch time {
    case .fixed(let milliseconds): return (milliseconds, milliseconds)
    case .code(let code):
      let most = milliseconds(code, box).high
      return (most, most)
    case .pulse(let all, let beat, let gap):
      let whole = milliseconds(all, box).high
      let beats = milliseconds(beat, box)
      let gaps = milliseconds(gap, box)
      let turn = max(1, beats.low + gaps.low)
      let turns = (whole / turn).rounded(.down)
      // Whole turns, and what of a beat fits behind them.
      let rest = max(0, whole - turns * turn)
      let isExact = beats.low == beats.high && gaps.low == gaps.high
      return (
        whole, min(whole, turns * beats.high + (isExact ? min(rest, beats.high) : beats.high))
      )
    }
  }

  private func milliseconds(_ code: FormulaCode, _ box: [ValueRange]) -> ValueRange {
    let seconds = value(code, box)
    return ValueRange((seconds.low * 1000).rounded(), (seconds.high * 1000).rounded())
  }

  private func value(_ code: FormulaCode, _ box: [ValueRange]) -> ValueRange {
    code.range(over: ValueRange(0), in: self.code.span, parameters: box.span)
  }
}
