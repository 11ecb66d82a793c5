// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// One actuator's way through a timeline, as the engine takes it: the same slew limiter, once a
/// millisecond, then the cap at the frequency that comes out.
struct DeliveredWalk {
  private let actuator: UInt8
  private let milliseconds: Int64
  private var curve: PlotCurve
  private var slew = SlewLimiter()
  private var segment: Int32 = -1
  /// Since the beginning of the program.
  private var now: Int64 = 0
  private var column = 0
  private var open = PlotCurve.Column()

  init(actuator: UInt8, duration: Interval, columns: Int) {
    self.actuator = actuator
    milliseconds = max(1, duration.milliseconds)
    curve = PlotCurve(actuator: actuator, count: columns)
  }

  mutating func take(_ index: Int, of timeline: Timeline) {
    let step = timeline.steps[index]
    // Every segment, and what comes after a wait, is armed anew and ramps from zero.
    if !step.kind.takesTime || step.segment != segment { slew.reset() }
    segment = step.segment
    guard step.kind.takesTime else { return }
    let bounds = timeline.segments[Int(segment)].bounds
    let length = step.duration.milliseconds
    guard let drive = timeline.drive(of: actuator, in: index) else {
      return rest(length, bounds)
    }
    let waves = timeline.waves.span
    let code = timeline.code.span
    for elapsed in 0..<length {
      let (frequency, amplitude) = drive.sample(
        .milliseconds(elapsed), of: step.duration, in: bounds, waves: waves, code: code)
      tick(frequency, amplitude, bounds)
    }
  }

  mutating func finish() -> PlotCurve {
    curve.columns[column] = open
    return curve
  }

  /// A fall is free, so that only the first and the last moment of a rest differ from the others.
  private mutating func rest(_ length: Int64, _ bounds: Bounds) {
    for elapsed in 0..<length {
      if elapsed < 2 || elapsed == length - 1 {
        tick(slew.frequency, .zero, bounds)
      } else {
        move()
        open.amplitude.include(0)
        open.askedAmplitude.include(0)
        open.acceleration.include(0)
      }
    }
  }

  private mutating func tick(_ asked: Hertz, _ amplitude: Displacement, _ bounds: Bounds) {
    move()
    let wanted = min(max(asked, bounds.frequencyMin), bounds.frequencyMax)
    let instant = Instant(milliseconds: UInt64(now))
    let slewed = slew.step(amplitude: amplitude, frequency: wanted, now: instant)
    let inside = min(max(slewed.frequency, bounds.frequencyMin), bounds.frequencyMax)
    let cap = bounds.amplitudeCap(at: inside)
    var delivered = slewed.amplitude
    if delivered > cap {
      delivered = cap
      slew.fall(to: cap)
    }
    open.amplitude.include(delivered.millimeters)
    open.askedAmplitude.include(amplitude.millimeters)
    open.cap.include(cap.millimeters)
    open.accelerationCap.include(Motion.peakAcceleration(inside, cap).g)
    if amplitude > .zero { open.askedFrequency.include(asked.hertz) }
    if delivered > .zero {
      open.frequency.include(inside.hertz)
      open.acceleration.include(Motion.peakAcceleration(inside, delivered).g)
    } else {
      open.acceleration.include(0)
    }
  }

  /// To the next millisecond and its column.
  private mutating func move() {
    let next = Int(now * Int64(curve.columns.count) / milliseconds)
    now += 1
    guard next != column, next < curve.columns.count else { return }
    curve.columns[column] = open
    open = PlotCurve.Column()
    column = next
  }
}
