// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Quantities

/// Proves the input as a program, holds what is proved to its bounds all along the timeline, and
/// checks it for all values of its parameters.
@c(LLVMFuzzerTestOneInput)
public func fuzzChecker(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  guard case .success(let program) = ProgramParser.parse(text) else { return 0 }
  let report = Checker.check(program, device: Preset.anyDevice)
  switch Checker.prove(program, device: Preset.anyDevice) {
  case .failure(let problems):
    precondition(problems.list.contains { $0.severity == .error })
    precondition(report.verdict != .proved)
  case .success(let timeline):
    precondition(timeline.steps.count <= Checker.mostSteps * 2)
    for step in timeline.steps.indices.prefix(200) { check(timeline, step) }
  }
  return 0
}

/// A hundred moments of a step, of every actuator.
private func check(_ timeline: Timeline, _ number: Int) {
  let step = timeline.steps[number]
  guard step.kind == .drive else { return }
  let bounds = timeline.segments[Int(step.segment)].bounds
  let others = timeline.drives[Int(step.firstOther)..<Int(step.firstOther + step.otherCount)]
  for drive in [step.drive] + others {
    for part in 0...100 {
      let moment = Interval.nanoseconds(step.duration.nanoseconds / 100 * Int64(part))
      let (frequency, amplitude) = timeline.sample(
        step: number, elapsed: moment, actuator: drive.actuator)
      precondition(bounds.contains(frequency))
      let cap = bounds.amplitudeCap(at: frequency).millimeters * 1.00001
      precondition(amplitude.millimeters >= 0 && amplitude.millimeters <= cap)
    }
  }
}
