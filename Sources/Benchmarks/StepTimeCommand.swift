// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Plant
import Quantities
import Regulation

/// How long one step of plant, lock-in and regulator takes.
struct StepTimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps", abstract: "Time per step of plant, lock-in and regulator.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Steps a round.") var steps = 400_000
  @Option(help: "Rounds; the median counts.") var rounds = 7

  func run() {
    let report = FigureReport(json: json)
    report.add("plant_step_ns", median(plant))
    report.add("lockin_push_ns", median(lockIn))
    report.add("regulator_step_ns", median(regulator))
  }

  private func median(_ round: () -> Float) -> Float {
    var sum: Float = 0
    var times: [Double] = []
    for _ in 0..<rounds {
      let before = processorNanoseconds()
      sum += round()
      times.append(Double(processorNanoseconds() - before) / Double(steps))
    }
    precondition(sum == sum)
    return Float(times.sorted()[rounds / 2])
  }

  /// Processor time of this thread: others on the machine do not count.
  private func processorNanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private func plant() -> Float {
    var plant = Plant(parameters: .reference(load: .normal), seed: 1)
    var sum: Float = 0
    for i in 0..<steps {
      let drive: Float = (i / 50) & 1 == 0 ? 0.3 : -0.3
      sum += plant.step(drive: .current(Current(amperes: drive))).head.g
    }
    return sum
  }

  private func lockIn() -> Float {
    var lockIn = LockIn()
    var phase: UInt32 = 0
    for i in 0..<steps {
      phase &+= 48_318_382
      let value = Float(i & 63) * 0.01
      lockIn.push(
        head: Acceleration(g: value), housing: Acceleration(g: value),
        current: Current(amperes: value), phase: phase, cosine: 0.6, sine: 0.8)
    }
    return lockIn.window?.head.inPhase ?? 0
  }

  private func regulator() -> Float {
    var regulator = AmplitudeRegulator(model: .reference)
    var sum: Float = 0
    for i in 0..<steps {
      let now = Instant(milliseconds: UInt64(i))
      let value = LockInValue(
        frequency: Hertz(hertz: 45), head: Phasor(inPhase: 1, quadrature: Float(i & 7) * 0.01),
        housing: Phasor(inPhase: -0.2, quadrature: 0.1),
        current: Phasor(inPhase: 0.5, quadrature: 0), force: nil,
        centre: now - .milliseconds(12), age: .milliseconds(12), clipped: false)
      sum +=
        regulator.step(
          target: Displacement(millimeters: 1), frequency: Hertz(hertz: 45), fresh: value,
          driveCap: Current(amperes: 2), now: now
        ).drive.amperes
    }
    return sum
  }
}
