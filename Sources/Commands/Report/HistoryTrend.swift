// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Plot

/// Sessions and diary as a trend: pain, energised time and the hand, over days.
struct HistoryTrend {
  let records: [Record]
  let entries: [DiaryEntry]

  /// Nil while there is nothing to draw.
  var trend: Trend? {
    let times = (records.map(\.started) + entries.map(\.at)).compactMap { Self.seconds($0) }
    guard let first = times.min(), let last = times.max() else { return nil }
    let days = Float((last - first) / 86_400)
    let span = Self.span(days)
    func day(_ time: String) -> Float? { Self.seconds(time).map { Float(($0 - first) / 86_400) } }
    func points<T>(_ things: [T], mean: Bool = false, _ point: (T) -> (String, Double)?)
      -> [Trend.Point]
    {
      let points = things.compactMap { thing -> Trend.Point? in
        guard let (time, value) = point(thing), let day = day(time) else { return nil }
        return Trend.Point(day: day, value: Float(value))
      }.sorted { $0.day < $1.day }
      return span.map { Self.gathered(points, by: $0.days, mean: mean, last: days) } ?? points
    }
    func pains(_ kinds: Set<String>) -> [Trend.Point] {
      points(entries, mean: true) { entry in
        kinds.contains(entry.kind) ? entry.pain.map { (entry.at, Double($0)) } : nil
      }
    }
    let ratings = ratings
    let delivered = records.filter { $0.energisedMs > 0 }
    return Trend(
      title: "What was said and delivered", days: days,
      first: Self.date(records.map(\.started).min() ?? "", entries.map(\.at).min() ?? ""),
      last: Self.date(
        records.map(\.started).max() ?? "", entries.map(\.at).max() ?? "", newest: true),
      panels: [
        Trend.Panel(
          title: "Pain, 0 to 10" + (span.map { ", mean of \($0.name)" } ?? ""), top: 10,
          layers: [
            Trend.Layer(
              name: "before and between", style: .line, points: pains(["before", "note"])),
            Trend.Layer(name: "after a session", style: .line, points: pains(["after"])),
          ]),
        ratings.isEmpty
          ? nil
          : Trend.Panel(
            title: "Daily life, 0 to 10" + (span.map { ", mean of \($0.name)" } ?? ""), top: 10,
            layers: [
              Trend.Layer(
                name: "mean", style: .line, points: points(ratings, mean: true) { ($0.at, $0.mean) }
              ),
              Trend.Layer(
                name: "the hardest", style: .line,
                points: points(ratings, mean: true) { ($0.at, $0.least) }),
            ]),
        Trend.Panel(
          title: "Energised time of \(span?.name ?? "a session"), min",
          layers: [
            Trend.Layer(
              name: "energised", style: .bars,
              points: points(delivered) { ($0.started, Double($0.energisedMs) / 60_000) })
          ]),
        Trend.Panel(
          title: "Hand, points of \(span?.name ?? "a session")",
          layers: [
            Trend.Layer(
              name: "hand", style: .bars,
              points: points(delivered) { ($0.started, $0.handPoints) })
          ]),
      ].compactMap { $0 })
  }

  /// Mean and least of what was rated of daily life; what is not rated again stays as it was.
  private var ratings: [(at: String, mean: Double, least: Double)] {
    var known: [String: Int] = [:]
    return entries.filter { $0.daily?.abilities.isEmpty == false }.sorted { $0.at < $1.at }.map {
      known.merge($0.daily?.abilities ?? [:]) { $1 }
      let sum = known.values.reduce(0, +)
      return ($0.at, Double(sum) / Double(known.count), Double(known.values.min() ?? 0))
    }
  }

  /// What is drawn as one, so that it can be read: single sessions for a quarter, then weeks, for
  /// more than two years four of them `[E]`.
  private static func span(_ days: Float) -> (days: Float, name: String)? {
    days <= 92 ? nil : days <= 730 ? (7, "a week") : (28, "four weeks")
  }

  /// One point in the middle of each span that has any.
  private static func gathered(_ points: [Trend.Point], by span: Float, mean: Bool, last: Float)
    -> [Trend.Point]
  {
    let spans = Dictionary(grouping: points) { Int($0.day / span) }
    return spans.sorted { $0.key < $1.key }.map { number, points in
      let sum = points.reduce(0) { $0 + $1.value }
      return Trend.Point(
        day: min(last, (Float(number) + 0.5) * span), value: mean ? sum / Float(points.count) : sum)
    }
  }

  /// Seconds since 1970 of an RFC 3339 time.
  static func seconds(_ time: String) -> Double? {
    (try? Date(time, strategy: .iso8601))?.timeIntervalSince1970
  }

  private static func date(_ a: String, _ b: String, newest: Bool = false) -> String {
    let both = [a, b].filter { !$0.isEmpty }.map { String($0.prefix(10)) }
    return (newest ? both.max() : both.min()) ?? ""
  }
}
