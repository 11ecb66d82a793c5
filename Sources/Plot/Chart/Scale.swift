// SPDX-License-Identifier: Apache-2.0

/// An axis from zero to a round number, with a few round numbers between.
struct Scale: Hashable, Sendable {
  let top: Float
  let step: Float

  /// - Parameters:
  ///   - highest: what has to be on it.
  ///   - most: how many steps at most.
  init(_ highest: Float, most: Int = 5) {
    let wanted = highest.isFinite && highest > 1e-6 ? min(highest, 1e9) : 1
    var power: Float = 1
    while power * Float(most) * 10 < wanted { power *= 10 }
    while power * Float(most) > wanted * 2 { power /= 10 }
    var step = power
    for factor in [1, 2, 5, 10, 20] as [Float] where step * Float(most) < wanted {
      step = power * factor
    }
    self.step = step
    top = (wanted / step).rounded(.up) * step
  }

  /// Seconds, with steps that make sense in minutes.
  init(seconds: Float, most: Int = 10) {
    let steps: [Float] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600]
    guard seconds > Float(most) / 2 else {
      self.init(seconds, most: most)
      return
    }
    self.init(top: seconds, step: steps.first { $0 * Float(most) >= seconds } ?? 600)
  }

  private init(top: Float, step: Float) {
    self.top = top
    self.step = step
  }

  /// Zero and every step up to the top.
  var ticks: [Float] {
    (0...Int(min((top / step + 1e-3).rounded(.down), 1000))).map { Float($0) * step }
  }

  func label(_ value: Float) -> String { Digits.text(value, decimals: step < 0.1 ? 2 : 1) }
}
