// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The diary, the course and the dose as people read them.
enum DiaryText {
  static func entries(_ entries: [DiaryEntry], style: TextStyle) -> [String] {
    guard !entries.isEmpty else { return ["Nothing has been written yet."] }
    let rows = entries.map { entry in
      [
        RecordText.day(entry.at), entry.kind, entry.pain.map { "\($0)" } ?? "",
        entry.tolerance.map { "\($0)" } ?? "", words(entry),
      ]
    }
    return Layout.table(
      ["WRITTEN", "WHAT", "PAIN", "TO BEAR", ""], rows, right: [2, 3], style: style)
  }

  private static func words(_ entry: DiaryEntry) -> String {
    var parts: [String] = []
    if entry.numb == true { parts.append("something stayed numb") }
    if !entry.worse.isEmpty { parts.append("worse: \(entry.worse)") }
    if !entry.better.isEmpty { parts.append("better: \(entry.better)") }
    if !entry.text.isEmpty { parts.append(entry.text) }
    if let daily = entry.daily { parts.append(DailyText.words(daily)) }
    if let seconds = entry.seconds { parts.append(Figures.duration(milliseconds: seconds * 1000)) }
    if entry.imported { parts.append("(imported)") }
    return parts.joined(separator: "; ")
  }

  static func course(_ course: Course, style: TextStyle) -> [String] {
    var lines = [
      style.bold("Light first, then more"),
      "\(course.sessions) sessions so far. Of the amplitude cap you get \(course.percentA) % on zones of class A, \(course.percentB) % on B, \(course.percentNeck) % on the neck.",
    ]
    lines = lines.flatMap { Layout.wrapped($0, width: style.width) }
    for note in course.notes { lines += bullet(note, style, style.yellow) }
    for lock in course.locks { lines += bullet(lock.message, style, style.red) }
    if course.iceToday > 0 { lines += bullet("Ice today: \(course.iceToday) times.", style) { $0 } }
    return lines
  }

  static func advice(_ course: Course, style: TextStyle) -> [String] {
    var lines = [
      "What the sources advise; it is their opinion, and Tonus computes nothing with it."
    ]
    for advice in course.advice {
      lines += [""] + Layout.wrapped(advice.text, width: style.width)
      lines += Layout.wrapped(advice.source, width: style.width - 2).map { "  " + style.dim($0) }
    }
    return lines
  }

  static func rules(_ course: Course, style: TextStyle) -> [String] {
    course.rules.flatMap { rule in
      Layout.labelled(rule.value, rule.text, column: 10, indent: 0, style: style)
        + Layout.wrapped(rule.source, width: style.width - 10).map {
          String(repeating: " ", count: 10) + style.dim($0)
        }
    }
  }

  static func dose(_ dose: Dose, style: TextStyle) -> [String] {
    var lines = [
      "sessions  \(dose.sessions) of \(dose.sessionsMax) in 24 h"
        + again(dose.sessionsAgain, style),
      "hand      \(Figures.fixed(dose.handPoints, 1)) of \(Figures.plain(dose.handPointsMax)) points in 24 h, A(8) \(Figures.fixed(dose.handA8, 2)) m/s²"
        + again(dose.handAgain, style),
    ]
    guard !dose.zones.isEmpty else {
      return lines + ["", "No zone has had anything in the last 24 hours."]
    }
    let rows = dose.zones.map { zone in
      [
        "\(zone.zone):\(zone.side)", zone.safetyClass,
        "\(Figures.duration(milliseconds: zone.usedMs)) of \(Figures.duration(milliseconds: zone.dayMs))",
        zone.locked != nil
          ? "locked"
          : zone.leftMs > 0
            ? Figures.duration(milliseconds: zone.leftMs)
            : "again " + (zone.again.map { RecordText.day($0) } ?? "later"),
      ]
    }
    lines.append("")
    lines += Layout.table(["ZONE", "CLASS", "IN 24 H", "LEFT NOW"], rows, right: [2], style: style)
    for zone in dose.zones {
      if let locked = zone.locked { lines += bullet(locked, style, style.red) }
    }
    return lines
  }

  private static func again(_ time: String?, _ style: TextStyle) -> String {
    time.map { style.yellow(", again \(RecordText.day($0)) UTC") } ?? ""
  }

  private static func bullet(_ text: String, _ style: TextStyle, _ paint: (String) -> String)
    -> [String]
  {
    Layout.wrapped(text, width: style.width - 2).enumerated().map { index, line in
      (index == 0 ? "• " : "  ") + paint(line)
    }
  }
}
