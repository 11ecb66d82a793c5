// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Commands

@Suite("Terminal")
struct TerminalTests {
  @Test("a window that became narrower has broken the lines of the frame in it")
  func rows() {
    #expect(Terminal.rows(of: [80, 40, 0], width: 80) == 3)
    #expect(Terminal.rows(of: [80, 40, 0], width: 40) == 4)
    #expect(Terminal.rows(of: [80, 41, 0], width: 40) == 5)
    #expect(Terminal.rows(of: [80, 40], width: nil) == 2)
  }
}
