// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import Testing

@Suite("Portable mathematics")
struct PortableMathTests {
  @Test("sine and cosine stay within 5e-7 of the true value over two hundred turns")
  func sine() {
    var worst: Double = 0
    for i in -20000...20000 {
      let turns = Float(i) * 0.00517
      let angle = Double(turns) * 2 * .pi
      worst = max(worst, abs(Double(PortableMath.sine(turns: turns)) - sin(angle)))
      worst = max(worst, abs(Double(PortableMath.cosine(turns: turns)) - cos(angle)))
    }
    #expect(worst < 5e-7)
  }

  @Test("square root, exponential and logarithm stay within 1e-6 relative")
  func others() {
    var x: Float = 1e-6
    while x < 1e6 {
      #expect(abs(Double(PortableMath.squareRoot(x)) / Double(x).squareRoot() - 1) < 5e-7)
      let logarithm = log(Double(x))
      #expect(abs(Double(PortableMath.logarithm(x)) - logarithm) < 2e-6 * max(1, abs(logarithm)))
      x *= 1.013
    }
    var y: Float = -80
    while y < 80 {
      #expect(abs(Double(PortableMath.exponential(y)) / exp(Double(y)) - 1) < 1e-6)
      y += 0.037
    }
  }
}
