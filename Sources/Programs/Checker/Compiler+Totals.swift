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
    let last = Int32(segments.count - 1)
    // What each step leads to; a question without a segment leads to that of its first branch.
    var leads = Array(repeating: last, count: steps.count + 1)
    for index in steps.indices.reversed() {
      if steps[index].kind != .drive, steps[index].segment < 0 {
        let next =
          steps[index].kind == .ask ? branches[Int(steps[index].branch)] : steps[index].next
        steps[index].segment = leads[next < 0 ? index + 1 : Int(next)]
      }
      leads[index] = steps[index].segment
    }
    for index in steps.indices.reversed() where steps[index].kind == .move {
      segments[Int(steps[index].segment)].text = texts[index]
    }
    settleTimes()
  }

  /// Segments get what earlier ones leave of their zone-side's time, by the worst way to them.
  private mutating func settleTimes() {
    guard segments.allSatisfy({ $0.address.side != nil }) else { return }
    var before: [Double?] = Array(repeating: nil, count: segments.count)
    let (sides, keys) = zoneSides()
    _ = PathTotals(
      steps, branches, sides: sides, sideCount: keys.count, share: share,
      visit: { index, used, _ in
        guard sides[index] >= 0 else { return }
        let segment = Int(steps[index].segment)
        if before[segment] == nil { before[segment] = used }
      })
    for index in segments.indices {
      let used = Interval.milliseconds(Int64(before[index] ?? 0))
      segments[index].maximumEnergised = max(applicationMaximum(segments[index]) - used, .zero)
    }
  }

  /// The zone-side of every step that drives, as a number, and what the numbers stand for.
  func zoneSides() -> ([Int], [PersonLimits.ZoneSide]) {
    var keys: [PersonLimits.ZoneSide] = []
    let bySegment = segments.map { segment -> Int in
      guard let side = segment.address.side else { return -1 }
      let key = PersonLimits.ZoneSide(zone: segment.address.zone, side: side)
      if let known = keys.firstIndex(of: key) { return known }
      keys.append(key)
      return keys.count - 1
    }
    return (steps.map { $0.kind == .drive ? bySegment[Int($0.segment)] : -1 }, keys)
  }

  /// What a step adds, in this run.
  func share(_ index: Int) -> PathTotals.Share {
    let milliseconds = Double(steps[index].duration.milliseconds)
    switch steps[index].kind {
    case .drive:
      return PathTotals.Share(
        energised: milliseconds, wall: milliseconds, treated: milliseconds)
    case .rest: return PathTotals.Share(energised: 0, wall: milliseconds, treated: milliseconds)
    case .move, .ask: return PathTotals.Share(energised: 0, wall: milliseconds, treated: 0)
    }
  }

  func applicationMaximum(_ segment: TimelineSegment) -> Interval {
    let byClass = Limits.applicationMaximum(segment.safetyClass)
    return min(byClass, catalogue[segment.address.zone]?.maximumTime ?? .zero)
  }

  mutating func checkTotals() {
    let (sides, keys) = zoneSides()
    let caps = segments.map { applicationMaximum($0) }
    var found: [Problem] = []
    var over: Set<Int> = []
    var overSession = false
    let totals = PathTotals(
      steps, branches, sides: sides, sideCount: keys.count, share: share,
      visit: { index, _, sums in
        guard sides[index] >= 0 else { return }
        let key = keys[sides[index]]
        let used = Interval.milliseconds(Int64(sums.sides[sides[index]]))
        let cap = caps[Int(steps[index].segment)]
        if used > cap, over.insert(sides[index]).inserted {
          found.append(
            Problem(
              .zoneTime, ranges[index],
              "\(key.zone), \(key.side.rawValue), is driven for more than \(text(cap)), the most in "
                + "one application", hint: "Shorten this step by \(text(used - cap)) or more."))
          found[found.count - 1].file = files[index]
        }
        let total = Interval.milliseconds(Int64(sums.energised))
        if total > person.sessionEnergised, !overSession {
          overSession = true
          found.append(
            Problem(
              .sessionTime, ranges[index],
              "here the session has been driven for \(text(total)), more than "
                + "\(text(person.sessionEnergised))", hint: "Split it into two sessions."))
          found[found.count - 1].file = files[index]
        }
      })
    for problem in found { report(problem) }
    let longest = Interval.milliseconds(Int64(totals.end.wall))
    if longest > Limits.deviceWallMaximum {
      report(
        Problem(
          .wallTime, nil,
          "with every move waited for, the session lasts \(text(longest)); it may last "
            + "\(text(Limits.deviceWallMaximum))", hint: "Shorten the waits of the moves."))
    }
    if steps.count > 2 * Checker.mostSteps + 1 {
      report(
        Problem(
          .tooManySteps, nil,
          "the timeline has \(steps.count) steps; \(Checker.mostSteps) are the most on each side"))
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
      title: program.title, intensity: intensity, steps: steps, drives: drives, waves: waves,
      code: assembler.instructions, branches: branches, segments: segments, stepTexts: texts,
      sources: sources, summary: summary(),
      warnings: problems.filter { $0.severity == .warning })
  }

  private func summary() -> TimelineSummary {
    let (sides, keys) = zoneSides()
    let longest = PathTotals(
      steps, branches, sides: sides, sideCount: keys.count, share: share, visit: { _, _, _ in })
    let shortest = PathTotals(
      steps, branches, sides: sides, sideCount: keys.count, least: true,
      share: { index in
        var share = share(index)
        if steps[index].reaction.whileContact { share = .init(energised: 0, wall: 0, treated: 0) }
        return share
      }, visit: { _, _, _ in })
    func interval(_ milliseconds: Double) -> Interval { .milliseconds(Int64(milliseconds)) }
    var summary = TimelineSummary(
      energised: interval(longest.end.energised), duration: interval(longest.end.treated),
      shortest: interval(shortest.end.treated), longest: interval(longest.end.wall),
      treatments: zip(keys, longest.end.sides).map {
        TimelineSummary.Treatment(zone: $0.zone, side: $0.side, energised: interval($1))
      })
    for (index, step) in steps.enumerated() where step.kind == .drive {
      summary.add(step.drive, index)
      for other in drives[Int(step.firstOther)..<Int(step.firstOther + step.otherCount)] {
        summary.add(other, index)
      }
    }
    return summary
  }
}

extension TimelineSummary {
  fileprivate mutating func add(_ drive: TimelineDrive, _ index: Int) {
    let frequency = max(drive.frequencyStart, drive.frequencyEnd)
    if frequency > frequencyPeak { (frequencyPeak, frequencyPeakStep) = (frequency, index) }
    let amplitude = max(drive.amplitudeStart, drive.amplitudeEnd)
    if amplitude > amplitudePeak { (amplitudePeak, amplitudePeakStep) = (amplitude, index) }
    let acceleration = drive.accelerationPeak
    if acceleration > accelerationPeak {
      (accelerationPeak, accelerationPeakStep) = (acceleration, index)
    }
  }
}
