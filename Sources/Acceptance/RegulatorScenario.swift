// SPDX-License-Identifier: Apache-2.0
import Plant
import Quantities

/// One column of the acceptance table: a frequency and an amplitude on one set of tissues.
public struct RegulatorScenario {
  public let frequency: Hertz
  /// Peak to peak.
  public let amplitude: Displacement
  public let set: TissueSet
  public let hasForce: Bool
  public var preload = Force(newtons: 10)
  /// Middle to peak, mm.
  public var radius: Float { amplitude.millimeters / 2 }
  public static let loads: [Load] = [.relaxed, .normal, .tense]

  public init(frequency: Hertz, amplitude: Displacement, set: TissueSet, hasForce: Bool) {
    self.frequency = frequency
    self.amplitude = amplitude
    self.set = set
    self.hasForce = hasForce
  }

  /// What happened after an event.
  public struct Response {
    /// Until the cycle amplitude stays within 5 % of where it ends.
    public var settle: Float = 0
    /// Largest and smallest cycle amplitude over the target, minus one.
    public var over: Float = 0
    public var under: Float = 0
    /// Where it ends, over the target.
    public var final: Float = 0
  }

  public func loop(_ load: Load, seed: UInt64 = 1) -> RegulatorLoop {
    var parameters = PlantParameters.reference(load: load, set: set, preload: preload)
    parameters.hand = .steady
    return RegulatorLoop(
      parameters: parameters, frequency: frequency, hasForce: hasForce, seed: seed)
  }

  /// Ramps at 1 mm/s to `share` of the amplitude and waits until it has settled.
  public func rampUp(
    _ loop: inout RegulatorLoop, share: Float = 1, watch: (RegulatorLoop) -> Void = { _ in }
  ) {
    let goal = amplitude.millimeters * share
    while loop.target.millimeters < goal {
      loop.target.millimeters = min(goal, loop.target.millimeters + 0.00025)
      loop.step()
      watch(loop)
    }
    run(&loop, seconds: 1.5, watch: watch)
  }

  public func run(
    _ loop: inout RegulatorLoop, seconds: Float, watch: (RegulatorLoop) -> Void = { _ in }
  ) {
    for _ in 0..<Int(seconds * 4000) {
      loop.step()
      watch(loop)
    }
  }

  /// Lets the loop go on to phase `quarter`/4 of a cycle, so that events meet every phase.
  public func align(_ loop: inout RegulatorLoop, quarter: Int) {
    run(&loop, seconds: Float(quarter) / (4 * frequency.hertz))
  }

  /// Records the cycle amplitude for `seconds` and judges it against the target.
  ///
  /// The target rises to `goal` at 20 mm/s, the slew for levels already tolerated.
  public func respond(_ loop: inout RegulatorLoop, seconds: Float, toward goal: Displacement? = nil)
    -> Response
  {
    var trace: [Float] = []
    for _ in 0..<Int(seconds * 4000) {
      if let goal {
        loop.target.millimeters = min(goal.millimeters, loop.target.millimeters + 0.005)
      }
      loop.step()
      trace.append(loop.cycleAmplitude)
    }
    let tail = trace.suffix(Int(4000 * 5 / frequency.hertz))
    let final = tail.reduce(0, +) / Float(tail.count)
    var response = Response()
    response.final = final / radius
    // A target that a cap keeps out of reach settles at what is reachable.
    let reference = abs(response.final - 1) < 0.05 ? radius : final
    for (i, x) in trace.enumerated() {
      if abs(x / reference - 1) > 0.05 { response.settle = Float(i + 1) / 4000 }
      response.over = max(response.over, x / radius - 1)
      response.under = min(response.under, x / radius - 1)
    }
    return response
  }

  public func rampOvershoot() -> Float {
    var worst: Float = 0
    for load in Self.loads {
      var loop = loop(load)
      var highest: Float = 0
      rampUp(&loop) { highest = max(highest, $0.cycleAmplitude) }
      worst = max(worst, highest / radius - 1)
    }
    return worst
  }

  public func jump() -> Response {
    worst { load, quarter in
      var loop = loop(load)
      // A level tolerated in the last ten seconds may be returned to at 20 mm/s.
      rampUp(&loop)
      loop.target = amplitude * 0.5
      run(&loop, seconds: 1.5)
      align(&loop, quarter: quarter)
      return respond(&loop, seconds: 2, toward: amplitude)
    }
  }

  public func loadChange(over duration: Interval) -> Response {
    var all = Response()
    for (from, to) in [(Load.relaxed, Load.tense), (.tense, .relaxed)] {
      for quarter in 0..<4 {
        var loop = loop(from)
        rampUp(&loop)
        align(&loop, quarter: quarter)
        loop.plant.setLoad(to, over: duration)
        all.take(respond(&loop, seconds: 2))
      }
    }
    return all
  }

  public struct LiftOff {
    /// Largest cycle amplitude X = |A|/ω² over the target.
    ///
    /// Not the largest displacement: the freed head also rings at its own 25 Hz, which X, measured
    /// at the drive's frequency, leaves out and which at 45 Hz and above is the larger part.
    public var peak: Float = 0
    /// Until the cycle amplitude stays below half the target.
    public var below: Float = 0
    /// From contact to 5 % of where it ends.
    public var regained: Float = 0
  }

  public func liftOff(controlled: Bool) -> LiftOff {
    var all = LiftOff()
    for load in Self.loads {
      for quarter in 0..<4 {
        var loop = loop(load)
        rampUp(&loop)
        align(&loop, quarter: quarter)
        if !controlled { loop.freeze() }
        loop.plant.lift(over: .milliseconds(20))
        let start = loop.seconds
        var peak: Float = 0
        var below: Float = 0
        run(&loop, seconds: 1.2) {
          let x = $0.cycleAmplitude / radius
          peak = max(peak, x)
          if x > 0.5 { below = $0.seconds - start }
        }
        all.peak = max(all.peak, peak)
        all.below = max(all.below, below)
        guard controlled else { continue }
        loop.plant.setDown(over: .milliseconds(100))
        // Contact begins when the gap has closed, 100 ms after the hand starts.
        run(&loop, seconds: 0.1)
        all.regained = max(all.regained, respond(&loop, seconds: 3).settle)
      }
    }
    return all
  }

  private func worst(_ one: (Load, Int) -> Response) -> Response {
    var all = Response()
    for load in Self.loads {
      for quarter in 0..<4 { all.take(one(load, quarter)) }
    }
    return all
  }
}

extension RegulatorScenario.Response {
  /// Keeps the worse of the two in everything.
  mutating func take(_ other: Self) {
    settle = max(settle, other.settle)
    over = max(over, other.over)
    under = min(under, other.under)
    final = final == 0 ? other.final : min(final, other.final)
  }
}
