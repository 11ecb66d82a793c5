// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What was delivered: at the end of a session, and in the history.
enum RecordText {
  static let unconfirmed = "Standstill is NOT confirmed. Take it off your body and unplug it."

  /// - Parameter isPast: whether it is history, which asks nobody to do anything.
  static func summary(_ record: Record, isPast: Bool = false, style: TextStyle) -> [String] {
    let outcome =
      switch record.outcome {
      case "completed": style.green("completed")
      case "failed", "interrupted": style.red(record.outcome)
      default: style.yellow(record.outcome)
      }
    var lines = [
      style.bold(record.title) + "  " + outcome
        + (record.simulated ? style.dim("  simulated device") : "")
    ]
    if !record.reason.isEmpty { lines += Layout.wrapped(record.reason, width: style.width) }
    let treated = record.zones.filter { $0.energisedMs > 0 }
    if !treated.isEmpty {
      lines.append("")
      lines += zones(treated, style: style)
    }
    lines.append("")
    lines.append(
      "  energised \(Figures.duration(milliseconds: record.energisedMs)) · hand "
        + "\(Figures.fixed(record.handPoints, 1)) of 100 points a day")
    if isPast, !record.standstillConfirmed {
      return lines + ["  " + style.red("standstill was not confirmed")]
    }
    lines.append(
      "  "
        + standstill(
          confirmed: record.standstillConfirmed, standstillMs: record.standstillMs,
          confirmedMs: record.confirmedMs, style: style))
    return lines
  }

  /// `standstill in 118 ms`, or loudly that it was not seen.
  static func standstill(
    confirmed: Bool, standstillMs: Int?, confirmedMs: Int?, style: TextStyle
  ) -> String {
    guard confirmed else { return style.red(unconfirmed) }
    guard let standstillMs else { return "standstill, confirmed" }
    let after = confirmedMs.map { ", confirmed after \($0) ms" } ?? ""
    return "standstill in \(standstillMs) ms\(after)"
  }

  static func history(_ records: [Record], style: TextStyle) -> [String] {
    guard !records.isEmpty else { return ["No session has been recorded yet."] }
    let rows = records.map { record in
      [
        day(record.started), record.outcome, Figures.duration(milliseconds: record.energisedMs),
        Figures.fixed(record.handPoints, 1),
        record.standstillConfirmed ? record.standstillMs.map { "\($0) ms" } ?? "yes" : "not seen",
        record.title + (record.simulated ? " (simulated)" : ""),
      ]
    }
    return Layout.table(
      ["STARTED", "OUTCOME", "ENERGISED", "HAND", "STANDSTILL", "TITLE"], rows,
      right: [2, 3, 4], style: style)
  }

  private static func zones(_ zones: [Delivered], style: TextStyle) -> [String] {
    let areSeveral = zones.contains { $0.actuators != nil }
    let rows = zones.flatMap { zone in
      zone.means.enumerated().map { position, means in
        (position == 0 ? [zone.zone, Figures.duration(milliseconds: zone.energisedMs)] : ["", ""])
          + (areSeveral ? ["\(means.actuator)"] : []) + cells(means)
      }
    }
    let headings =
      ["ZONE", "ENERGISED"] + (areSeveral ? ["ACTUATOR"] : [])
      + ["FREQUENCY", "MEASURED", "ASKED", "PEAK"]
    return Layout.table(
      headings, rows, right: Set(headings.indices.dropFirst()), indent: 2, style: style)
  }

  /// Dashes for what was not driven, or broke off unmeasured.
  private static func cells(_ means: ActuatorMeans) -> [String] {
    guard means.meanFrequency > 0 else { return ["–", "–", "–", "–"] }
    return [
      Figures.hertz(means.meanFrequency), Figures.millimeters(means.meanAmplitude),
      Figures.millimeters(means.meanCommandedAmplitude), Figures.g(means.peakAcceleration),
    ]
  }

  /// `2026-11-21 02:30` of an RFC 3339 time.
  static func day(_ time: String) -> String {
    let parts = time.split(separator: "T")
    guard parts.count == 2 else { return time }
    return "\(parts[0]) \(parts[1].prefix(5))"
  }
}

extension Delivered {
  /// Of each actuator; of a device with one, what is said of the place.
  var means: [ActuatorMeans] {
    actuators ?? [
      ActuatorMeans(
        actuator: 0, meanFrequency: meanFrequency, meanAmplitude: meanAmplitude,
        peakAcceleration: peakAcceleration, meanCommandedAmplitude: meanCommandedAmplitude)
    ]
  }
}
