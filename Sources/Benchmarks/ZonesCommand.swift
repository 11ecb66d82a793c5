// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ArgumentParser
import Glibc

/// How long it takes to find a zone among all names there are.
struct ZonesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zones", abstract: "Time to search all names of all zones.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Rounds of each query; its median counts, and the slowest query is the figure.")
  var rounds = 15

  func run() throws {
    let report = FigureReport(json: json)
    let catalogue = Catalogue.standard
    let zones = catalogue.zones
    let names = zones.flatMap {
      [$0.id.rawValue, $0.source, $0.name, $0.anatomicalName] + $0.aliases
    }
    // As it is typed, with a letter lost, and as words that mean nothing.
    let slips = names.map { String($0.dropLast(2) + $0.suffix(1)) }
    let nonsense = ["xyzzy", "pirformsi x", String(repeating: "lumbar ", count: 10)]
    let searches = (names + slips + nonsense).map { query in
      Quantiles((0..<rounds).map { _ in milliseconds { _ = catalogue.find(query) } }).median
    }
    let phrases = catalogue.sites.flatMap { [$0.name] + $0.words } + nonsense
    let places = phrases.map { phrase in
      Quantiles(
        (0..<rounds).map { _ in milliseconds { _ = try? catalogue.find(where: phrase) } }
      ).median
    }
    report.add("zone_names", Float(names.count))
    report.add("zone_search_median_ms", Quantiles(searches).median)
    report.add("zone_search_ms", searches.max() ?? 0)
    report.add("zone_where_ms", places.max() ?? 0)
  }

  /// Processor time of this thread.
  private func milliseconds(_ work: () -> Void) -> Float {
    let before = now()
    work()
    return Float(now() - before) / 1e6
  }

  private func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
