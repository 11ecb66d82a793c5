// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Markup
import Plot

/// One page for a practitioner: HTML that loads nothing, runs nothing, and prints well.
struct PractitionerReport {
  let subject: String
  /// RFC 3339.
  let made: String
  let course: Course
  let dose: Dose
  /// Newest first.
  let records: [Record]
  let entries: [DiaryEntry]

  /// Rows of each table, so that it stays one page.
  private static let rows = 12

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Tonus report: \(subject.inMarkup)</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <h1>Sessions with a vibration massager</h1>
    <p class="who"><b>\(subject.inMarkup)</b> · \(period) · made \(String(made.prefix(10)).inMarkup) by Tonus from its own records</p>
    <p class="note">Tonus is not a medical device and claims to treat or cure nothing. This page is no diagnosis. Pain is what the person said, 0 to 10; times, frequencies and amplitudes are what the device measured. Most limits are engineering defaults that no clinician has reviewed.</p>
    \(warnings)
    \(chart)
    <h2>Sessions</h2>
    \(sessions)
    <h2>By zone, all sessions shown above and before (\(records.count))</h2>
    \(zones)
    <h2>Level and limits now</h2>
    \(standing)
    <h2>Daily life, 0 not at all to 10 as well as ever</h2>
    \(dailyLife)
    <h2>Diary</h2>
    \(diary)
    </body>
    </html>

    """
  }

  private var period: String {
    let times = (records.map(\.started) + entries.map(\.at)).map { String($0.prefix(10)) }
    guard let first = times.min(), let last = times.max() else { return "no records" }
    return (first == last ? first : "\(first) to \(last)").inMarkup
  }

  private var warnings: String {
    let texts = course.notes + course.locks.map(\.message)
    guard !texts.isEmpty else { return "" }
    return "<ul class=\"warn\">"
      + texts.map { "<li>\($0.inMarkup)</li>" }.joined() + "</ul>"
  }

  private var chart: String {
    guard let trend = HistoryTrend(records: records, entries: entries).trend else {
      return "<p>Nothing has been recorded yet.</p>"
    }
    return "<figure>\(VectorGraphics.text(TrendChart.drawing(trend)))</figure>"
  }

  private var sessions: String {
    let rows = records.prefix(Self.rows).map { record -> [String] in
      let own = entries.filter { $0.session == record.session }
      let before = own.last { $0.kind == "before" }?.pain
      let after = own.filter { $0.kind == "after" }.compactMap(\.pain).max()
      let tolerance = own.compactMap(\.tolerance).max()
      return [
        RecordText.day(record.started), record.title,
        record.outcome + (record.simulated ? ", simulated" : "")
          + (record.imported ? ", imported" : ""),
        Figures.duration(milliseconds: record.energisedMs),
        [before, after].map { $0.map { "\($0)" } ?? "–" }.joined(separator: " → "),
        tolerance.map { "\($0)" } ?? "–", Figures.fixed(record.handPoints, 1),
      ]
    }
    return Self.table(
      ["Started (UTC)", "Session", "Outcome", "Energised", "Pain", "To bear", "Hand points"], rows)
  }

  private var zones: String {
    var totals: [String: (sessions: Int, milliseconds: Int, peak: Double)] = [:]
    for record in records {
      for zone in record.zones where zone.energisedMs > 0 {
        let had = totals[zone.zone] ?? (0, 0, 0)
        totals[zone.zone] = (
          had.sessions + 1, had.milliseconds + zone.energisedMs,
          max(had.peak, zone.peakAcceleration)
        )
      }
    }
    let rows = totals.sorted { $0.value.milliseconds > $1.value.milliseconds }
      .prefix(Self.rows).map { zone, had in
        [
          zone, "\(had.sessions)", Figures.duration(milliseconds: had.milliseconds),
          Figures.g(had.peak),
        ]
      }
    return Self.table(["Zone", "Sessions", "Energised in all", "Greatest peak"], Array(rows))
  }

  private var standing: String {
    """
    <p>\(course.sessions) sessions count as experience. Of the amplitude cap the next session may have \(course.percentA) % on zones of class A, \(course.percentB) % on B, \(course.percentNeck) % on the neck. In the last 24 hours: \(dose.sessions) of \(dose.sessionsMax) sessions; the hand of whoever holds it \(Figures.fixed(dose.handPoints, 1)) of \(Figures.plain(dose.handPointsMax)) points, A(8) \(Figures.fixed(dose.handA8, 2)) m/s² (weighted as in ISO 5349-1; 2.5 m/s² is the action value of 2002/44/EC, made for workers).</p>
    """
  }

  private var dailyLife: String {
    let habits = DailyText.habits(course.sittingHours, course.work)
    let texts = Dictionary(course.daily.map { ($0.id, $0.text) }) { $1 }
    let rows = DailyText.rows(course).map { [texts[$0[0]] ?? $0[0]] + $0.dropFirst() }
    return (habits.isEmpty ? "" : "<p>\(habits.inMarkup)</p>")
      + Self.table(["Activity", "First", "on", "Last", "on", "Change"], rows)
  }

  private var diary: String {
    let rows = entries.filter { !$0.text.isEmpty || !$0.worse.isEmpty || !$0.better.isEmpty }
      .prefix(Self.rows).map { entry in
        [
          RecordText.day(entry.at), entry.pain.map { "\($0)" } ?? "–", entry.worse, entry.better,
          entry.text,
        ]
      }
    return Self.table(
      ["Written (UTC)", "Pain", "Worse by", "Better by", "In their words"], Array(rows))
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "<p>None.</p>" }
    let heads = head.map { "<th>\($0.inMarkup)</th>" }.joined()
    let lines = rows.map { row in
      "<tr>" + row.map { "<td>\($0.inMarkup)</td>" }.joined() + "</tr>"
    }
    return "<table><tr>\(heads)</tr>\(lines.joined(separator: "\n"))</table>"
  }

  private static let style = """
    @page{size:A4;margin:14mm}body{font:11px/1.4 "DejaVu Sans",Arial,sans-serif;color:#222;\
    max-width:180mm;margin:8mm auto}h1{font-size:18px;margin:0}h2{font-size:12px;margin:10px 0 3px;\
    border-bottom:1px solid #bbb}p{margin:3px 0}.note{color:#555;font-size:10px}\
    .warn{background:#fbe3dc;margin:6px 0;padding:5px 5px 5px 20px}figure{margin:6px 0}\
    svg{width:100%;height:auto}table{border-collapse:collapse;width:100%;font-size:10px}\
    th{text-align:left;color:#555;font-weight:normal}td,th{padding:1px 6px 1px 0;vertical-align:top;\
    overflow-wrap:anywhere}
    """
}
