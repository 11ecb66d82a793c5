// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Bounds how fast amplitude and frequency may rise.
///
/// Rises are fast up to the highest level delivered in the last ten seconds, slow above it; falls
/// are free. Frequency moves at one rate both ways, and jumps while the amplitude is zero, because
/// then nothing moves; a jump upwards lowers what counts as delivered. One instance belongs to one arm of one actuator.
public struct SlewLimiter: Sendable, BitwiseCopyable {
  /// Whether the last step gave less than, or a frequency other than, what was asked.
  public private(set) var isSlewing = false
  public private(set) var amplitude = Displacement.zero
  public private(set) var frequency = Hertz.zero
  /// The highest level of the last nine to ten seconds.
  public private(set) var tolerated = Displacement.zero

  // One maximum per second. Ten of them with the one being filled cover at least nine and never
  // more than ten seconds: forgetting early only makes a rise slower.
  private var maxima = InlineArray<10, Float>(repeating: 0)
  /// Where the maxima were delivered, or where they count since, Hz.
  private var toleratedAt: Float = 0
  private var second: UInt64 = 0
  private var secondEnds = Instant.zero
  private var last = Instant.zero
  private var started = false

  public init() {}

  /// Forgets everything: the next rise starts from zero and is slow.
  public mutating func reset() { self = SlewLimiter() }

  /// Falls to `level` at once and remembers what was tolerated; a level above the present one
  /// changes nothing.
  public mutating func fall(to level: Displacement) {
    if level < amplitude { amplitude = max(level, .zero) }
  }

  /// One step towards `target`; steps further apart than `Limits.slewStepMax` count as that long,
  /// so that a late tick is not made up for by a jump.
  public mutating func step(amplitude target: Displacement, frequency wanted: Hertz, now: Instant)
    -> (amplitude: Displacement, frequency: Hertz)
  {
    let elapsed = started && now > last ? min(now - last, Limits.slewStepMax).seconds : 0
    started = true
    last = now
    if now >= secondEnds { turnSecond(now) }

    // A target that is not a number compares false and gives zero.
    let goal = target.millimeters > 0 ? target.millimeters : 0
    var level = amplitude.millimeters
    if goal <= level {
      level = goal
    } else {
      level = raised(from: level, to: goal, elapsed: elapsed)
    }
    if frequency.hertz <= 0 || amplitude.millimeters <= 0 {
      jump(to: wanted)
    } else if wanted.hertz != frequency.hertz {
      let reach = Limits.frequencySlewPerSecond.hertz * elapsed
      let difference = wanted.hertz - frequency.hertz
      if difference > reach {
        frequency.hertz += reach
      } else if difference < -reach {
        frequency.hertz -= reach
      } else {
        frequency = wanted
      }
    }
    if amplitude.millimeters > 0 { toleratedAt = frequency.hertz }
    amplitude.millimeters = level
    if level > tolerated.millimeters { tolerated.millimeters = level }
    let slot = Int(second % 10)
    if level > maxima[slot] { maxima[slot] = level }
    isSlewing = level < goal || frequency.hertz != wanted.hertz
    return (amplitude, frequency)
  }

  /// Takes up another frequency while nothing moves.
  ///
  /// What was tolerated is an acceleration: at a higher frequency it is a smaller amplitude. At a
  /// lower one it stays the amplitude it was, for more has not been delivered.
  private mutating func jump(to wanted: Hertz) {
    frequency = wanted
    guard wanted.hertz > 0 else { return }
    if tolerated.millimeters > 0, wanted.hertz > toleratedAt {
      let ratio = toleratedAt / wanted.hertz
      tolerated.millimeters *= ratio * ratio
      for i in 0..<10 { maxima[i] *= ratio * ratio }
    }
    toleratedAt = wanted.hertz
  }

  private func raised(from level: Float, to goal: Float, elapsed: Float) -> Float {
    var left = elapsed
    var reached = level
    let known = min(tolerated.millimeters, goal)
    if reached < known {
      let fast = Limits.amplitudeSlewToTolerated.millimeters
      let needed = (known - reached) / fast
      guard needed <= left else { return reached + fast * left }
      reached = known
      left -= needed
    }
    return min(goal, reached + Limits.amplitudeSlewAbove.millimeters * left)
  }

  private mutating func turnSecond(_ now: Instant) {
    let current = now.nanoseconds / 1_000_000_000
    let passed = current &- second
    if passed >= 10 {
      maxima = InlineArray(repeating: 0)
    } else {
      var n = second
      while n != current {
        n &+= 1
        maxima[Int(n % 10)] = 0
      }
    }
    second = current
    secondEnds = Instant(nanoseconds: (current &+ 1) &* 1_000_000_000)
    // The present level is being delivered now, whatever the history says.
    var highest = amplitude.millimeters
    for i in 0..<10 where maxima[i] > highest { highest = maxima[i] }
    tolerated.millimeters = highest
  }
}
