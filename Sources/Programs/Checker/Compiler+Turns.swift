// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// There and back, written out as ramps.
  mutating func compile(_ sweep: Step.Sweep, _ range: SourceRange, source: Int) {
    let drive = sweep.drive
    let turns = sweep.times.map { times($0) } ?? 1
    guard let site = site(drive.place, range), let duration = duration(drive.duration),
      let turns, let whole = line(drive, site)
    else { return }
    let count = Int64(2 * turns)
    guard duration.milliseconds / count >= Checker.shortestStep.milliseconds else {
      report(
        Problem(
          .times, sweep.times?.range ?? drive.duration.range,
          "\(count) ramps in \(Decimals.text(duration.seconds)) s are too many; each lasts at least "
            + "\(Checker.shortestStep.milliseconds) ms"))
      return
    }
    guard general == nil else { return generalise(drive, site, sweeps: true, source: source) }
    let (a, b) = (whole.frequencies.start, whole.frequencies.end)
    let reaction = reaction(drive.reactions)
    for index in 0..<count {
      let start = duration.milliseconds * index / count
      let end = duration.milliseconds * (index + 1) / count
      let line = Line(
        frequencies: index.isMultiple(of: 2) ? (a, b) : (b, a),
        amplitudes: (
          whole.amplitude(Double(index) / Double(count)),
          whole.amplitude(Double(index + 1) / Double(count))
        ))
      compile(
        TimedLine(
          line: line, duration: .milliseconds(end - start), reaction: reaction,
          text: drive.text ?? "", range: range, source: source), drive, site)
    }
    let half = Interval.milliseconds(duration.milliseconds / count)
    warnAboutSlew(whole.frequencies, half, drive.frequency.start.range)
  }

  /// Vibration and stillness in turns, written out as holds and rests.
  mutating func compile(_ pulse: Step.Pulse, _ range: SourceRange, source: Int) {
    let drive = pulse.drive
    let beat = duration(pulse.beat)
    let gap = duration(pulse.gap)
    guard let site = site(drive.place, range), let duration = duration(drive.duration), let beat,
      let gap, let line = line(drive, site)
    else { return }
    guard general == nil else { return generalise(pulse, site, source: source) }
    let reaction = reaction(drive.reactions)
    var left = duration
    while left > .zero {
      let on = min(beat, left)
      if on >= Checker.shortestStep {
        compile(
          TimedLine(
            line: line, duration: on, reaction: reaction, text: drive.text ?? "", range: range,
            source: source), drive, site)
        left = left - on
      }
      let off = on < Checker.shortestStep ? left : min(gap, left)
      guard off > .zero else { return }
      append(
        TimelineStep(kind: .rest, duration: off, segment: current ?? -1), text: drive.text ?? "",
        range: range, source: source)
      left = left - off
      guard steps.count <= 3 * Checker.mostSteps else { return }
    }
  }

  /// What the step says about reactions, and for the rest what the programs around it say.
  mutating func reaction(_ own: Reactions) -> TimelineReaction {
    guard own.isSaid || scopes.contains(where: \.program.reactions.isSaid) else { return .none }
    let all = [own] + scopes.reversed().map(\.program.reactions)
    var reaction = TimelineReaction()
    reaction.whileContact = all.contains { $0.whileContact != nil }
    if let limit = all.compactMap(\.forceLimit).first, let force = value(limit, .force) {
      reaction.forceLimit = Force(newtons: Float(force.standardValue))
    }
    if let pain = all.compactMap(\.pain).first {
      reaction.painThreshold = UInt8(clamping: pain.value.threshold)
      reaction.painFactor = Float(1 - min(max(pain.value.softenPercent, 0), 100) / 100)
    }
    return reaction
  }
}

extension Compiler.Line {
  /// The amplitude at a part of the way, 0…1.
  fileprivate func amplitude(_ part: Double) -> Quantity {
    let (start, end) = amplitudes
    guard part < 1 else { return end }
    return Quantity(start.value + (end.value - start.value) * part, start.unit)
  }
}
