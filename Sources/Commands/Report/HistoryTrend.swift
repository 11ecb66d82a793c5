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
    func day(_ time: String) -> Float? { Self.seconds(time).map { Float(($0 - first) / 86_400) } }
    func points<T>(_ things: [T], _ point: (T) -> (String, Double)?) -> [Trend.Point] {
      things.compactMap { thing in
        guard let (time, value) = point(thing), let day = day(time) else { return nil }
        return Trend.Point(day: day, value: Float(value))
      }.sorted { $0.day < $1.day }
    }
    func pains(_ kinds: Set<String>) -> [Trend.Point] {
      points(entries) { entry in
        kinds.contains(entry.kind) ? entry.pain.map { (entry.at, Double($0)) } : nil
      }
    }
    let delivered = records.filter { $0.energisedMs > 0 }
    return Trend(
      title: "What was said and delivered", days: Float((last - first) / 86_400),
      first: Self.date(records.map(\.started).min() ?? "", entries.map(\.at).min() ?? ""),
      last: Self.date(
        records.map(\.started).max() ?? "", entries.map(\.at).max() ?? "", newest: true),
      panels: [
        Trend.Panel(
          title: "Pain, 0 to 10", top: 10,
          layers: [
            Trend.Layer(
              name: "before and between", style: .line, points: pains(["before", "note"])),
            Trend.Layer(name: "after a session", style: .line, points: pains(["after"])),
          ]),
        Trend.Panel(
          title: "Energised time of a session, min",
          layers: [
            Trend.Layer(
              name: "energised", style: .bars,
              points: points(delivered) { ($0.started, Double($0.energisedMs) / 60_000) })
          ]),
        Trend.Panel(
          title: "Hand, points of a session",
          layers: [
            Trend.Layer(
              name: "hand", style: .bars,
              points: points(delivered) { ($0.started, $0.handPoints) })
          ]),
      ])
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
