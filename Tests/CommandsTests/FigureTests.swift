// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Commands

@Suite("Figures and columns")
struct FigureTests {
  @Test("numbers keep their decimals, and nonsense shows as a dash")
  func numbers() {
    #expect(Figures.fixed(1.005, 1) == "1.0")
    #expect(Figures.fixed(0.05, 1) == "0.1")
    #expect(Figures.fixed(-2.25, 1) == "−2.3")
    #expect(Figures.fixed(-0.01, 1) == "0.0")
    #expect(Figures.fixed(12, 0) == "12")
    #expect(Figures.fixed(.nan, 1) == "–")
    #expect(Figures.fixed(1e300, 1) == "–")
    #expect(Figures.plain(20) == "20")
    #expect(Figures.plain(1.5) == "1.5")
    #expect(Figures.range(20, 40, "Hz") == "20–40 Hz")
    #expect(Figures.change(20, 20, "Hz") == "20 Hz")
  }

  @Test("time left never shows less than there is")
  func clock() {
    #expect(Figures.clock(milliseconds: 1) == "0:01")
    #expect(Figures.clock(milliseconds: 60_000) == "1:00")
    #expect(Figures.clock(milliseconds: 3_723_000) == "1:02:03")
    #expect(Figures.clock(milliseconds: -5) == "0:00")
    #expect(Figures.duration(seconds: 90) == "1 min 30 s")
    #expect(Figures.duration(seconds: 0.5) == "0.5 s")
    #expect(Figures.duration(seconds: .infinity) == "–")
  }

  @Test("escape sequences take no column, and long words stand alone")
  func columns() {
    #expect(Layout.columns("\u{1B}[31;1mred\u{1B}[0m") == 3)
    #expect(Layout.wrapped("a bb cccccccc dd", width: 5) == ["a bb", "cccccccc", "dd"])
    #expect(Layout.cut("abcdef", to: 4) == "abc…")
    #expect(Layout.edges("a", "b", width: 5) == "a   b")
  }
}
