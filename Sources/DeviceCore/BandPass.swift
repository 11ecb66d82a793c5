// SPDX-License-Identifier: Apache-2.0

/// 10–200 Hz at 4 kHz: a second-order Butterworth high-pass, then a low-pass.
///
/// Coefficients by the bilinear transform with K = tan(π·f/4000). Hand motion below and contact
/// noise above are kept out of the question whether the head vibrates.
struct BandPass: Sendable, BitwiseCopyable {
  private(set) var output: Float = 0
  private var h1: Float = 0
  private var h2: Float = 0
  private var l1: Float = 0
  private var l2: Float = 0

  @inline(__always) mutating func push(_ x: Float) {
    let b: Float = 0.98895425
    let high = b * x + h1
    h1 = -2 * b * x + 1.9777865 * high + h2
    h2 = b * x - 0.97803051 * high
    let c: Float = 0.020083366
    let low = c * high + l1
    l1 = 2 * c * high + 1.5610181 * low + l2
    l2 = c * high - 0.64135154 * low
    output = low
  }

  /// Takes to rest what a silent input left: numbers too small to be normal cost processors time.
  mutating func rest() {
    if h1 < 1e-15, h1 > -1e-15 { h1 = 0 }
    if h2 < 1e-15, h2 > -1e-15 { h2 = 0 }
    if l1 < 1e-15, l1 > -1e-15 { l1 = 0 }
    if l2 < 1e-15, l2 > -1e-15 { l2 = 0 }
  }
}
