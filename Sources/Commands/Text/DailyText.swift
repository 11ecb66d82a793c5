// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Person

/// How daily life goes, as people read it.
enum DailyText {
  /// `bed 4, stairs 7; sits 8 h a day, at a desk`.
  static func words(_ daily: DailyLife) -> String {
    let known = DailyLifeRules.standard.activities.map(\.id)
    let rated = (known + daily.abilities.keys.filter { !known.contains($0) }.sorted())
      .compactMap { id in daily.abilities[id].map { "\(id) \($0)" } }
    return [rated.joined(separator: ", "), habits(daily.sittingHours, daily.work)]
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// `sits 8 h a day, at a desk`; empty where nothing was said.
  static func habits(_ hours: Int?, _ work: String?) -> String {
    let kind = work.map { DailyLifeRules.standard[kind: $0]?.text ?? $0 }
    return [hours.map { "sits \($0) h a day" }, kind].compactMap { $0 }.joined(separator: ", ")
  }

  /// First and last of each activity that was ever rated, and habits; nothing where nothing was said.
  static func course(_ course: Course, style: TextStyle) -> [String] {
    let rows = rows(course)
    let habits = habits(course.sittingHours, course.work)
    guard !rows.isEmpty || !habits.isEmpty else { return [] }
    let about = "Daily life, 0 not at all to 10 as well as ever"
    return [style.bold(about) + (habits.isEmpty ? "" : " · \(habits)")]
      + (rows.isEmpty
        ? [] : Layout.table(["", "FIRST", "", "LAST", "", ""], rows, right: [1, 3], style: style))
  }

  /// Id, first, its day, last, its day, what became of it.
  static func rows(_ course: Course) -> [[String]] {
    course.daily.compactMap { activity in
      guard let first = activity.first, let last = activity.last else { return nil }
      let isOnce = activity.firstAt == activity.lastAt && first == last
      return [
        activity.id, "\(first)", String((activity.firstAt ?? "").prefix(10)),
        isOnce ? "" : "\(last)", isOnce ? "" : String((activity.lastAt ?? "").prefix(10)),
        isOnce ? "" : activity.change.flatMap { DailyChange(rawValue: $0)?.words } ?? "",
      ]
    }
  }
}
