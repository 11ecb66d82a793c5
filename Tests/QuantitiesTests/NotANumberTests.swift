// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

/// What is not a number is inside no limit, whichever way the limit is written.
@Suite("Quantities that are not a number") struct NotANumberTests {
  private func checkCompares<Quantity: Comparable>(_ make: (Float) -> Quantity) {
    let (one, two, none) = (make(1), make(2), make(.nan))
    #expect(one < two && one <= two && two > one && two >= one)
    #expect(one <= make(1) && one >= make(1) && !(two <= one) && !(one >= two))
    for (a, b) in [(none, one), (one, none), (none, none)] {
      #expect(!(a < b) && !(a <= b) && !(a > b) && !(a >= b) && a != b)
    }
    // The limit stands first: what is held to it is held.
    #expect(max(one, none) == one)
    #expect(min(one, none) == one)
  }

  @Test("compare as false") func compare() {
    checkCompares(Hertz.init(hertz:))
    checkCompares(Displacement.init(millimeters:))
    checkCompares(Acceleration.init(g:))
    checkCompares(Current.init(amperes:))
    checkCompares(Voltage.init(volts:))
    checkCompares(Force.init(newtons:))
    checkCompares(Temperature.init(celsius:))
  }
}
