// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One run of `cyclictest`, the yardstick for how late this machine wakes a thread.
struct Cyclictest {
  struct Missing: Error, CustomStringConvertible {
    var description: String {
      "Could not run 'cyclictest'. Install the package 'rt-tests', then try again."
    }
  }

  /// How many wake-ups were this many whole microseconds late.
  private(set) var counts: [Int: Int] = [:]

  /// - Parameters:
  ///   - priority: of SCHED_FIFO.
  ///   - ticks: at one a millisecond.
  init(priority: Int32, ticks: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "cyclictest", "-m", "-p", "\(priority)", "-i", "1000", "-l", "\(ticks)", "-q", "-h", "20000",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // Histogram lines are `000013 000421`; everything else begins with `#`.
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count == 2, let late = Int(words[0]), let count = Int(words[1]), count > 0 {
        counts[late] = count
      }
    }
    guard !counts.isEmpty else { throw Missing() }
  }

  /// The smallest lateness in microseconds that covers this share of the wake-ups.
  func quantile(perMille: Int) -> Float {
    let total = counts.values.reduce(0, +)
    let rank = (total * perMille + 999) / 1000
    var seen = 0
    for late in counts.keys.sorted() {
      seen += counts[late] ?? 0
      if seen >= rank { return Float(late) }
    }
    return 0
  }
}
