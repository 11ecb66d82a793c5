// SPDX-License-Identifier: Apache-2.0
import Quantities
import Simulator
import Testing

@Suite("Faults as written")
struct ScheduledFaultTests {
  @Test("names, moments and values are read")
  func reads() throws {
    #expect(
      try ScheduledFault(argument: "hot@2.5=120")
        == ScheduledFault(.hot, value: 120, after: .milliseconds(2500)))
    #expect(
      try ScheduledFault(argument: "lift@10")
        == ScheduledFault(.lift, after: .seconds(Int64(10))))
    #expect(try ScheduledFault(line: "press 15") == ScheduledFault(.press, value: 15))
    #expect(try ScheduledFault(line: "set-down") == ScheduledFault(.setDown))
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      "hot", "hot@", "hot@x", "hot@-1", "warm@3", "lift@1=abc", "unplug@1=3", "hot@1=1000",
      "press@1=nan", "hot@1=inf", "@1", "hot@nan",
    ])
  func refuses(argument: String) {
    #expect(throws: FaultError.self) { try ScheduledFault(argument: argument) }
  }

  @Test("every fault explains itself, and its usual value is one it takes")
  func explanations() {
    for fault in Fault.allCases {
      #expect(!fault.explanation.isEmpty)
      #expect((fault.usualValue == nil) == (fault.values == nil))
      if let usual = fault.usualValue, let values = fault.values {
        #expect(values.contains(usual))
      }
    }
  }
}
