// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Quantities

extension Compiler {
  /// Gives moves and rests the segment they lead to or come from, and segments their time.
  mutating func settleSegments() {
    guard !segments.isEmpty else {
      if problems.isEmpty {
        problems.append(Problem(.noVibration, nil, "the program has no step that vibrates"))
      }
      return
    }
    var next = Int32(segments.count - 1)
    for index in steps.indices.reversed() {
      if steps[index].kind == .drive {
        next = steps[index].segment
      } else if steps[index].segment < 0 {
        steps[index].segment = next
      }
    }
    for index in steps.indices.reversed() where steps[index].kind == .move {
      segments[Int(steps[index].segment)].text = texts[index]
    }
    var used: [PersonLimits.ZoneSide: Interval] = [:]
    let energised = energisedBySegment()
    for index in segments.indices {
      guard let side = segments[index].address.side else { continue }
      let key = PersonLimits.ZoneSide(zone: segments[index].address.zone, side: side)
      let before = used[key] ?? .zero
      segments[index].maximumEnergised = max(applicationMaximum(segments[index]) - before, .zero)
      used[key] = before + energised[index]
    }
  }

  private func energisedBySegment() -> [Interval] {
    var energised = [Interval](repeating: .zero, count: segments.count)
    for step in steps where step.kind == .drive {
      energised[Int(step.segment)] = energised[Int(step.segment)] + step.duration
    }
    return energised
  }

  private func applicationMaximum(_ segment: TimelineSegment) -> Interval {
    let byClass = Limits.applicationMaximum(segment.safetyClass)
    return min(byClass, catalogue[segment.address.zone]?.maximumTime ?? .zero)
  }

  mutating func checkTotals() {
    var total = Interval.zero
    var longest = Interval.zero
    var bySide: [PersonLimits.ZoneSide: Interval] = [:]
    var overSession = false
    var over: Set<PersonLimits.ZoneSide> = []
    for (index, step) in steps.enumerated() {
      longest = longest + step.duration
      guard step.kind == .drive else { continue }
      total = total + step.duration
      let segment = segments[Int(step.segment)]
      guard let side = segment.address.side else { continue }
      let key = PersonLimits.ZoneSide(zone: segment.address.zone, side: side)
      let used = (bySide[key] ?? .zero) + step.duration
      bySide[key] = used
      let cap = applicationMaximum(segment)
      if used > cap, over.insert(key).inserted {
        report(
          Problem(
            .zoneTime, ranges[index],
            "\(key.zone), \(key.side.rawValue), is driven for more than \(text(cap)), the most in "
              + "one application", hint: "Shorten this step by \(text(used - cap)) or more."))
      }
      if total > person.sessionEnergised, !overSession {
        overSession = true
        report(
          Problem(
            .sessionTime, ranges[index],
            "here the session has been driven for \(text(total)), more than "
              + "\(text(person.sessionEnergised))", hint: "Split it into two sessions."))
      }
    }
    if longest > Limits.deviceWallMaximum {
      report(
        Problem(
          .wallTime, nil,
          "with every move waited for, the session lasts \(text(longest)); it may last "
            + "\(text(Limits.deviceWallMaximum))", hint: "Shorten the waits of the moves."))
    }
    if steps.count > Checker.mostSteps {
      report(
        Problem(
          .tooManySteps, nil,
          "the timeline has \(steps.count) steps; \(Checker.mostSteps) are the most"))
    }
  }

  private func text(_ interval: Interval) -> String {
    "\(Decimals.text(Double(interval.milliseconds) / 1000)) s"
  }

  /// The finished timeline.
  ///
  /// Only for a program without errors.
  func timeline() -> Timeline {
    Timeline(
      title: program.title, intensity: intensity, steps: steps, segments: segments,
      stepTexts: texts, sources: sources, summary: summary(),
      warnings: problems.filter { $0.severity == .warning })
  }

  private func summary() -> TimelineSummary {
    var summary = TimelineSummary(
      energised: .zero, duration: .zero, longest: .zero, treatments: [], frequencyPeak: .zero,
      frequencyPeakStep: 0, amplitudePeak: .zero, amplitudePeakStep: 0, accelerationPeak: .zero,
      accelerationPeakStep: 0)
    for (index, step) in steps.enumerated() {
      summary.longest = summary.longest + step.duration
      if step.kind != .move { summary.duration = summary.duration + step.duration }
      guard step.kind == .drive else { continue }
      summary.energised = summary.energised + step.duration
      summary.add(step, to: segments[Int(step.segment)].address)
      let frequency = max(step.frequencyStart, step.frequencyEnd)
      if frequency > summary.frequencyPeak {
        (summary.frequencyPeak, summary.frequencyPeakStep) = (frequency, index)
      }
      let amplitude = max(step.amplitudeStart, step.amplitudeEnd)
      if amplitude > summary.amplitudePeak {
        (summary.amplitudePeak, summary.amplitudePeakStep) = (amplitude, index)
      }
      let acceleration = EnvelopeProof.accelerationBound(step)
      if acceleration > summary.accelerationPeak {
        (summary.accelerationPeak, summary.accelerationPeakStep) = (acceleration, index)
      }
    }
    return summary
  }
}

extension TimelineSummary {
  fileprivate mutating func add(_ step: TimelineStep, to address: ZoneAddress) {
    guard let side = address.side else { return }
    if let known = treatments.firstIndex(where: { $0.zone == address.zone && $0.side == side }) {
      treatments[known].energised = treatments[known].energised + step.duration
    } else {
      treatments.append(Treatment(zone: address.zone, side: side, energised: step.duration))
    }
  }
}
