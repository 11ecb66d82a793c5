// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities
import Testing

@Suite("Tissue budget")
struct TissueBudgetTests {
  @Test("a fresh zone has its class's cap, class C nothing")
  func fresh() {
    let none = TissueBudget(application: .zero, today: .zero, sinceLast: nil)
    #expect(none.allowance(.a) == .time(.seconds(Int64(300))))
    #expect(none.allowance(.b) == .time(.seconds(Int64(180))))
    #expect(none.allowance(.neck) == .time(.seconds(Int64(60))))
    #expect(none.allowance(.c) == .refused)
  }

  @Test("a used cap asks for the missing rest, and is whole again after it")
  func rests() {
    var used = TissueBudget(
      application: .seconds(Int64(180)), today: .seconds(Int64(180)),
      sinceLast: .seconds(Int64(3600)))
    #expect(used.allowance(.b) == .rest(.seconds(Int64(3600))))
    used.sinceLast = .seconds(Int64(7200))
    #expect(used.allowance(.b) == .time(.seconds(Int64(180))))
  }

  @Test("a day's cap holds through every rest")
  func day() {
    let used = TissueBudget(
      application: .zero, today: .seconds(Int64(330)), sinceLast: .seconds(Int64(40000)))
    #expect(used.allowance(.b) == .time(.seconds(Int64(30))))
    let full = TissueBudget(
      application: .zero, today: .seconds(Int64(360)), sinceLast: .seconds(Int64(40000)))
    #expect(full.allowance(.b) == .dayUsed)
  }
}
