// SPDX-License-Identifier: Apache-2.0

import Envelope
import Testing

@testable import Person

@Suite("Light first, then more")
struct ProgressionTests {
  @Test("the first three sessions are reduced to 50, 40 and 30 percent by class")
  func firstThree() {
    for earlier in 0..<3 {
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .a) == 0.5)
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .b) == 0.4)
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .neck) == 0.3)
      #expect(Progression.note(earlierSessions: earlier) != nil)
    }
    for safetyClass in [SafetyClass.a, .b, .neck] {
      #expect(Progression.amplitudeFactor(earlierSessions: 3, safetyClass) == 1)
    }
    #expect(Progression.note(earlierSessions: 3) == nil)
  }

  @Test("class C has nothing at any time")
  func locked() {
    for earlier in [0, 3, 1000] {
      #expect(Progression.amplitudeFactor(earlierSessions: earlier, .c) == 0)
    }
  }
}
