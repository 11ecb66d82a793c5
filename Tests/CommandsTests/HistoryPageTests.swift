// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Plot
import Testing

@testable import Commands

@Suite("Looking back")
struct HistoryPageTests {
  private let style = TextStyle(width: 80)

  private func report(_ records: [Record], _ entries: [DiaryEntry], subject: String = "self")
    -> String
  {
    PractitionerReport(
      subject: subject, made: "2026-11-21T10:00:00Z", course: Samples.course, dose: Samples.dose,
      records: records, entries: entries
    ).html
  }

  @Test("the diary, the course and the dose read well")
  func texts() throws {
    try expectSnapshot(DiaryText.course(Samples.course, style: style), "course")
    try expectSnapshot(DiaryText.entries(Samples.diary, style: style), "diary")
    try expectSnapshot(DiaryText.dose(Samples.dose, style: style), "dose")
    try expectSnapshot(
      DiaryText.rules(Samples.course, style: style)
        + DiaryText.advice(Samples.course, style: style),
      "rules")
  }

  @Test("the page for a practitioner is one file without scripts, and says what it is not")
  func page() {
    let html = report([Samples.record], Samples.diary)
    #expect(html.contains("claims to treat or cure nothing"))
    #expect(html.contains("<svg"))
    for bad in ["<script", "http:", "https:", "url(", "<img", "<link"] {
      #expect(!html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "").contains(bad))
    }
    #expect(report([], []).contains("Nothing has been recorded yet"))
  }

  @Test("more than a quarter is drawn by weeks, so that two years can be read")
  func weeks() throws {
    func record(_ day: String) -> Record {
      var record = Samples.record
      record.started = "\(day)T08:00:00Z"
      return record
    }
    func pain(_ day: String, _ pain: Int) -> DiaryEntry {
      DiaryEntry(
        kind: "before", at: "\(day)T07:00:00Z", pain: pain, worse: "", better: "", text: "",
        imported: false)
    }
    func trend(_ days: [String]) throws -> Trend {
      try #require(
        HistoryTrend(
          records: days.map(record), entries: days.enumerated().map { pain($1, $0) }
        ).trend)
    }
    let single = try trend(["2026-01-01", "2026-01-02", "2026-03-01"])
    #expect(
      single.panels.allSatisfy { $0.title.contains("session") || $0.title == "Pain, 0 to 10" })
    #expect(single.panels[0].layers[0].points.map(\.value) == [0, 1, 2])
    let year = try trend(["2026-01-01", "2026-01-02", "2026-01-03", "2026-12-31"])
    #expect(year.panels.allSatisfy { $0.title.contains("a week") })
    #expect(year.panels[0].layers[0].points.map(\.value) == [1, 3])
    let minutes = Float(Samples.record.energisedMs) / 60_000
    #expect(year.panels[1].layers[0].points.map(\.value) == [3 * minutes, minutes])
    #expect(year.panels.flatMap(\.layers).flatMap(\.points).allSatisfy { $0.day <= year.days })
    #expect(try trend(["2024-01-01", "2026-12-31"]).panels[1].title.contains("four weeks"))
  }

  @Test("daily life is compared, first with last, in the history, its plot, its page and its table")
  func dailyLife() throws {
    try expectSnapshot(DailyText.course(Samples.course, style: style), "daily-life")
    let html = report([], [])
    for words in ["Getting in and out of bed", "sits 8 h a day, at a desk", "<td>better</td>"] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(!html.contains("Stairs"))
    func said(_ day: Int, _ abilities: [String: Int]) -> DiaryEntry {
      DiaryEntry(
        kind: "daily", at: "2026-11-0\(day)T08:00:00Z", worse: "", better: "", text: "",
        daily: DailyLife(abilities: abilities, work: "desk"), imported: false)
    }
    let entries = [said(9, ["bed": 8]), said(1, ["bed": 2, "car": 6]), said(5, [:])]
    let trend = try #require(HistoryTrend(records: [], entries: entries).trend)
    let panel = try #require(trend.panels.first { $0.title.hasPrefix("Daily life") })
    #expect(panel.layers.map { $0.points.map(\.value) } == [[4, 7], [2, 6]])
    #expect(DiaryText.entries(entries, style: style).contains { $0.contains("bed 2, car 6") })
    #expect(SeparatedValues.diary(entries).contains("bed=2 car=6,,desk\r\n"))
  }

  @Test("what people write cannot become markup")
  func escaping() {
    let evil = "<script>alert('x')</script>&\"\u{202E}\u{0000}"
    var record = Samples.record
    record.title = evil
    record.zones = record.zones.map { zone in
      var zone = zone
      zone.zone = evil
      return zone
    }
    let entry = DiaryEntry(
      kind: "note", at: "2026-11-19T08:00:00Z", pain: 5, worse: evil, better: evil, text: evil,
      imported: false)
    let html = report([record], [entry], subject: evil)
    #expect(!html.contains("<script"))
    #expect(!html.contains("\u{202E}"))
    #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
  }

  @Test("values with commas, quotes and line ends stay in their field, and formulas are defused")
  func separatedValues() {
    #expect(SeparatedValues.field("plain") == "plain")
    #expect(SeparatedValues.field("a,b") == "\"a,b\"")
    #expect(SeparatedValues.field("say \"x\"\nnow") == "\"say \"\"x\"\"\nnow\"")
    #expect(SeparatedValues.field("=SUM(A1)") == " =SUM(A1)")
    #expect(SeparatedValues.field("-3") == "-3")
    let text = SeparatedValues.diary(Samples.diary)
    #expect(text.split(separator: "\r\n").count == 4)
    #expect(SeparatedValues.sessions([Samples.record]).split(separator: "\r\n").count == 2)
    // A row to a zone, so that its seconds can be summed; a row to each of its actuators apart.
    #expect(SeparatedValues.zones([Samples.recordOfTwo]).split(separator: "\r\n").count == 3)
    let rows = SeparatedValues.actuators([Samples.record, Samples.recordOfTwo])
      .split(separator: "\r\n")
    #expect(rows.count == 1 + 1 + 4)
    #expect(rows[3] == "s1,multifidus-lumbar@L5-S1:left,1,40.0,0.29,0.3,0.98")
  }

  @Test("a trend has its pain, its sessions and its days")
  func trend() throws {
    #expect(HistoryTrend(records: [], entries: []).trend == nil)
    let trend = try #require(HistoryTrend(records: [], entries: Samples.diary).trend)
    #expect(trend.first == "2026-11-18" && trend.last == "2026-11-20")
    #expect(trend.panels[0].layers.map { $0.points.map(\.value) } == [[5], [3]])
    let lines = TrendLines.lines(trend, width: 80).map { $0.map(\.text).joined() }
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(VectorGraphics.text(TrendChart.drawing(trend)).contains("Pain, 0 to 10"))
  }

  @Test("an export goes in parts that fit into a message, in its order")
  func batches() {
    let records = (0..<10).map { "\($0)" + String(repeating: "x", count: 60_000) }
    let batches = RestoreCommand.batches(records)
    #expect(batches.flatMap(\.self) == records)
    #expect(batches.allSatisfy { $0.reduce(0) { $0 + $1.utf8.count } < 1_000_000 })
    #expect(batches.count > 1)
    #expect(RestoreCommand.batches([]).isEmpty)
  }
}
