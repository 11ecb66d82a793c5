// SPDX-License-Identifier: Apache-2.0

/// Every value from `low` to `high`: interval arithmetic, rounded outward.
///
/// An operation on ranges holds every result of the operation on their values, as `FormulaCode`
/// computes it; what may be no number at all is the whole line.
public struct ValueRange: Hashable, Sendable, BitwiseCopyable {
  public var low: Double
  public var high: Double

  public static let whole = ValueRange(-.infinity, .infinity)

  /// Both ends included; ends that are no numbers give the whole line.
  public init(_ low: Double, _ high: Double) {
    guard low <= high else {
      self.low = -.infinity
      self.high = .infinity
      return
    }
    self.low = low
    self.high = high
  }

  public init(_ value: Double) { self.init(value, value) }

  public var width: Double { high - low }
  public var middle: Double { low + (high - low) / 2 }
  var isFinite: Bool { low > -.infinity && high < .infinity }
  public func contains(_ value: Double) -> Bool { value >= low && value <= high }

  static prefix func - (a: Self) -> Self { Self(-a.high, -a.low) }
  static func + (a: Self, b: Self) -> Self { Self.outward(a.low + b.low, a.high + b.high) }
  static func - (a: Self, b: Self) -> Self { Self.outward(a.low - b.high, a.high - b.low) }

  static func * (a: Self, b: Self) -> Self {
    let p = a.low * b.low
    let q = a.low * b.high
    let r = a.high * b.low
    let s = a.high * b.high
    // Zero times infinity is no number, and nothing is known then.
    guard p == p, q == q, r == r, s == s else { return whole }
    return outward(
      Swift.min(Swift.min(p, q), Swift.min(r, s)), Swift.max(Swift.max(p, q), Swift.max(r, s)))
  }

  static func / (a: Self, b: Self) -> Self {
    guard b.low > 0 || b.high < 0 else { return whole }
    let p = a.low / b.low
    let q = a.low / b.high
    let r = a.high / b.low
    let s = a.high / b.high
    guard p == p, q == q, r == r, s == s else { return whole }
    return outward(
      Swift.min(Swift.min(p, q), Swift.min(r, s)), Swift.max(Swift.max(p, q), Swift.max(r, s)))
  }

  static func minimum(_ a: Self, _ b: Self) -> Self {
    // A limit does not make a number of what may be none.
    guard a != whole, b != whole else { return whole }
    return Self(Swift.min(a.low, b.low), Swift.min(a.high, b.high))
  }

  static func maximum(_ a: Self, _ b: Self) -> Self {
    guard a != whole, b != whole else { return whole }
    return Self(Swift.max(a.low, b.low), Swift.max(a.high, b.high))
  }

  /// Both, and all between them.
  func union(_ other: Self) -> Self {
    Self(Swift.min(low, other.low), Swift.max(high, other.high))
  }

  private static func outward(_ low: Double, _ high: Double) -> Self {
    Self(low.nextDown, high.nextUp)
  }
}

extension ValueRange {
  /// More than the error of the kernel and of its reduction.
  private static let slack = 1e-9

  var sine: Self { waved(Waveform.sine) }
  var triangle: Self { waved(Waveform.triangle) }

  /// A function that peaks with 1 a quarter into its period and with −1 at three quarters, and runs
  /// one way between them.
  private func waved(_ function: (Double) -> Double) -> Self {
    guard isFinite else { return .whole }
    let turns = self * ValueRange(Waveform.perRadian)
    guard turns.width < 1, turns.low > -1e9, turns.high < 1e9 else { return Self(-1, 1) }
    let a = function(low)
    let b = function(high)
    let peak = turns.reaches(0.25)
    let trough = turns.reaches(0.75)
    return Self(
      trough ? -1 : Swift.max(-1, Swift.min(a, b) - Self.slack),
      peak ? 1 : Swift.min(1, Swift.max(a, b) + Self.slack))
  }

  /// Whether a whole number of turns and `part` lies inside.
  private func reaches(_ part: Double) -> Bool {
    let first = Waveform.floor(high + Self.slack - part)
    return first + part >= low - Self.slack
  }

  var square: Self {
    guard isFinite else { return .whole }
    let turns = self * ValueRange(Waveform.perRadian)
    guard turns.width < 1, turns.low > -1e9, turns.high < 1e9,
      Waveform.floor(2 * (turns.low - Self.slack)) == Waveform.floor(2 * (turns.high + Self.slack))
    else { return Self(-1, 1) }
    return Self(Waveform.square(middle))
  }

  static func noise(seed: Self, place: Self) -> Self {
    guard seed.low == seed.high, place.low > -1e15, place.high < 1e15, place.width < 8 else {
      return Self(-1, 1)
    }
    let first = Waveform.floor(place.low)
    let last = Waveform.floor(place.high)
    let a = Waveform.noise(seed: seed.low, place: place.low)
    let b = Waveform.noise(seed: seed.low, place: place.high)
    // Between two whole places the curve runs one way.
    var range = Self(Swift.min(a, b), Swift.max(a, b))
    var place = first + 1
    while place <= last {
      range = range.union(Self(Waveform.noise(seed: seed.low, place: place)))
      place += 1
    }
    return Self(range.low - slack, range.high + slack)
  }
}
