// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Programs
import Quantities

/// What a proved program adds up to for all that may be set and answered, as text and as JSON.
struct SummaryPage: Encodable {
  struct Peak: Encodable {
    let value: Double
    /// From 1; nil when nothing drives.
    let line: Int?
    let file: String?

    init(_ peak: CheckSummary.Peak) {
      value = peak.value
      line = peak.range?.line
      file = peak.file
    }
  }

  struct Dose: Encodable {
    let zone: String
    let seconds: Double
  }

  struct Margin: Encodable {
    let limit: String
    /// 1 is all of it.
    let share: Double
  }

  let shortestSeconds: Double
  let longestSeconds: Double
  let wallSeconds: Double
  let energisedSeconds: Double
  let doses: [Dose]
  let frequency: Peak
  let amplitude: Peak
  let acceleration: Peak
  let amplitudeSlew: Peak
  let frequencySlew: Peak
  let handPoints: Double
  /// The nearest first.
  let margins: [Margin]

  init(_ summary: CheckSummary) {
    shortestSeconds = Double(summary.shortest.seconds)
    longestSeconds = Double(summary.longest.seconds)
    wallSeconds = Double(summary.wall.seconds)
    energisedSeconds = Double(summary.energised.seconds)
    doses = summary.treatments.map {
      Dose(zone: "\($0.zone):\($0.side.rawValue)", seconds: Double($0.energised.seconds))
    }
    frequency = Peak(summary.frequency)
    amplitude = Peak(summary.amplitude)
    acceleration = Peak(summary.acceleration)
    amplitudeSlew = Peak(summary.amplitudeSlew)
    frequencySlew = Peak(summary.frequencySlew)
    handPoints = summary.handPoints
    margins = summary.margins.map { Margin(limit: Self.name($0.limit), share: $0.share) }
  }

  private static func name(_ limit: CheckSummary.Margin.Limit) -> String {
    switch limit {
    case .zoneTime(let zone, let side): "time of \(zone):\(side.rawValue)"
    case .sessionTime: "time of the session"
    case .wallTime: "time with every wait"
    case .amplitude: "amplitude"
    case .acceleration: "acceleration"
    case .hand: "hand exposure"
    }
  }

  func lines(_ style: TextStyle) -> [String] {
    let exact = Figures.duration(seconds: longestSeconds)
    let time =
      shortestSeconds == longestSeconds
      ? exact : "\(Figures.duration(seconds: shortestSeconds)) to \(exact)"
    var rows = [
      (
        "duration",
        "\(time), driven \(Figures.duration(seconds: energisedSeconds)), with every wait at most \(Figures.duration(seconds: wallSeconds))"
      )
    ]
    for dose in doses {
      rows.append(("dose", "\(dose.zone) at most \(Figures.duration(seconds: dose.seconds))"))
    }
    rows += [
      ("frequency", peak(frequency, "Hz")), ("amplitude", peak(amplitude, "mm")),
      ("acceleration", peak(acceleration, "g")),
      ("slew", peak(amplitudeSlew, "mm/s") + ", " + peak(frequencySlew, "Hz/s")),
      ("hand", "at most \(Figures.fixed(handPoints, 1)) of 100 points a day"),
    ]
    if let nearest = margins.first {
      rows.append(
        ("nearest", "\(nearest.limit), \(Figures.fixed(nearest.share * 100, 0)) % of its limit"))
    }
    return rows.flatMap { Layout.labelled($0.0, $0.1, column: 14, style: style) }
  }

  private func peak(_ peak: Peak, _ unit: String) -> String {
    let place = peak.line.map { " (\(peak.file.map { "\($0) " } ?? "")line \($0))" } ?? ""
    return "\(Figures.plain(peak.value)) \(unit)\(place)"
  }
}

/// Values and answers that lead a program out of its limits, as text and as JSON.
struct WitnessPage: Encodable {
  struct Answer: Encodable {
    let question: String
    /// Nil for no answer in time.
    let answer: Int?
  }

  let values: [String: String]
  let answers: [Answer]

  init(_ witness: CheckWitness) {
    values = witness.values.mapValues(\.description)
    answers = witness.answers.map { Answer(question: $0.question, answer: $0.answer) }
  }

  var lines: [String] {
    let set = values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    let said = answers.map { "'\($0.question)' \($0.answer.map { "\($0)" } ?? "no answer")" }
    let all = set + said
    return all.isEmpty ? [] : ["It happens with \(all.joined(separator: ", "))."]
  }
}
