// SPDX-License-Identifier: Apache-2.0
import Quantities
import Realtime
import Testing

@Suite("A lateness histogram")
struct LatenessHistogramTests {
  @Test("is empty at first")
  func empty() {
    let summary = LatenessHistogram().summary
    #expect(summary.count == 0)
    #expect(summary.p99 == .zero)
  }

  @Test("names the smallest lateness that covers the share asked for")
  func quantiles() {
    let histogram = LatenessHistogram()
    for i in 1...1000 { histogram.note(.microseconds(Int64(i))) }
    let summary = histogram.summary
    #expect(summary.count == 1000)
    #expect(summary.median == .microseconds(500))
    #expect(summary.p99 == .microseconds(990))
    #expect(summary.p999 == .microseconds(999))
    #expect(summary.maximum == .microseconds(1000))
  }

  @Test("keeps the maximum exact beyond its span and takes early wake-ups as on time")
  func extremes() {
    let histogram = LatenessHistogram()
    histogram.note(.seconds(Int64(2)))
    histogram.note(.nanoseconds(-5))
    let summary = histogram.summary
    #expect(summary.maximum == .seconds(Int64(2)))
    #expect(summary.p999 == .microseconds(4096))
    #expect(summary.median == .zero)
  }
}
