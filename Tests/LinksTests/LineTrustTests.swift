// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import Links

@Suite("Trust in a serial line")
struct LineTrustTests {
  /// Judges a line second by second, by what each second brought.
  private func verdict(
    _ seconds: [(refused: UInt64, received: UInt64, floods: UInt64)]
  ) -> Distrust? {
    var trust = LineTrust()
    var now = Instant(milliseconds: 1000)
    var statistics = LinkStatistics()
    trust.begin(statistics, at: now)
    for second in seconds {
      statistics.framesRefused += second.refused
      statistics.framesReceived += second.received
      statistics.floods += second.floods
      now = now + .milliseconds(500)
      if let reason = trust.judge(statistics, at: now) { return reason }
      now = now + .milliseconds(600)
      if let reason = trust.judge(statistics, at: now) { return reason }
    }
    return nil
  }

  @Test("H9: ends after three seconds of nothing but noise, or of a flood")
  func noise() {
    #expect(verdict([(60, 0, 0), (60, 0, 0), (60, 0, 0)]) == .reports)
    #expect(verdict([(0, 0, 90), (0, 900, 90), (0, 0, 90)]) == .flood)
  }

  @Test("bears noise for a moment, now and then, and among more messages")
  func bearable() {
    #expect(verdict([(60, 0, 0), (60, 0, 0), (0, 0, 0), (60, 0, 0), (60, 0, 0)]) == nil)
    #expect(verdict(.init(repeating: (100, 500, 0), count: 20)) == nil)
    #expect(verdict(.init(repeating: (40, 0, 0), count: 20)) == nil)
  }
}
