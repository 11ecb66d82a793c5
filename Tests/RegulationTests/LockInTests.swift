// SPDX-License-Identifier: Apache-2.0
import Foundation
import Plant
import Quantities
import Randomness
import Regulation
import Testing

@Suite("Lock-in")
struct LockInTests {
  /// A sine of `millimeters` p-p with noise through the lock-in; what every window said, p-p.
  private func recovered(hertz: Float, millimeters: Float, seed: UInt64) -> [Float] {
    var lockIn = LockIn()
    var random = SplitMix64(seed: seed)
    var phase: UInt32 = 0
    let peak = Motion.peakAcceleration(
      Hertz(hertz: hertz), Displacement(millimeters: millimeters))
    var all: [Float] = []
    for i in 0..<4000 {
      phase &+= UInt32(hertz / 4000 * 4_294_967_296)
      let turns = Float(Int32(bitPattern: phase)) / 4_294_967_296
      let (noise, other) = random.nextNoisePair()
      // Half a cycle and a bit late against the drive, with a second harmonic and an offset.
      let g =
        peak.g * PortableMath.cosine(turns: turns - 0.55) + 0.1 * peak.g
        * PortableMath.cosine(turns: 2 * turns) + 0.05 + 0.010 * noise
      lockIn.push(
        head: Acceleration(g: g), housing: Acceleration(g: 0.010 * other), current: .zero,
        phase: phase)
      if i > 1000, let window = lockIn.takeWindow() {
        let a = Acceleration(g: window.head.magnitude)
        all.append(Motion.amplitude(Hertz(hertz: hertz), a).millimeters)
      }
    }
    return all
  }

  @Test(
    "recovers peak to peak within 5 % at 20–150 Hz with 10 mg of noise",
    arguments: [
      20, 23.7, 30, 41.3, 45, 60, 80, 97.1, 120, 150,
    ])
  func accuracy(hertz: Float) {
    // The smallest amplitude in use at the frequency: 0.3 mm to 45 Hz, 0.1 mm above.
    let millimeters: Float = hertz <= 45 ? 0.3 : 0.1
    for seed in 0..<5 {
      let all = recovered(hertz: hertz, millimeters: millimeters, seed: UInt64(seed))
      #expect(!all.isEmpty)
      let worst = all.map { abs($0 / millimeters - 1) }.max() ?? 1
      #expect(worst < 0.05, "seed \(seed): \(worst)")
    }
  }

  @Test("recovers peak to peak within 15 % at 10 Hz")
  func slow() {
    let all = recovered(hertz: 10, millimeters: 0.5, seed: 1)
    let worst = all.map { abs($0 / 0.5 - 1) }.max() ?? 1
    #expect(worst < 0.15)
  }

  @Test("keeps phase: what leads the drive has positive quadrature")
  func phase() throws {
    var lockIn = LockIn()
    var phase: UInt32 = 0
    for _ in 0..<1000 {
      phase &+= 48_318_382
      let turns = Float(Int32(bitPattern: phase)) / 4_294_967_296
      lockIn.push(
        head: Acceleration(g: PortableMath.cosine(turns: turns + 0.125)),
        housing: Acceleration(g: PortableMath.cosine(turns: turns - 0.25)),
        current: Current(amperes: PortableMath.cosine(turns: turns)), phase: phase)
    }
    let w = try #require(lockIn.window)
    #expect(abs(w.head.inPhase - 0.70711) < 0.002)
    #expect(abs(w.head.quadrature - 0.70711) < 0.002)
    #expect(abs(w.housing.quadrature + 1) < 0.002)
    #expect(abs(w.current.inPhase - 1) < 0.002)
    #expect(w.headSecond.magnitude < 0.002)
    #expect(abs(w.length.seconds - 1 / 45) < 0.0002)
    #expect(abs(w.age.seconds - 0.5 / 45) < 0.0003)
  }

  @Test("holds exactly one turn while the frequency sweeps at 20 Hz a second")
  func sweep() {
    var lockIn = LockIn()
    var phase: UInt32 = 0
    var worst: Float = 0
    for i in 0..<20000 {
      let hertz = 20 + Float(i) / 4000 * 20
      phase &+= UInt32(hertz / 4000 * 4_294_967_296)
      let turns = Float(Int32(bitPattern: phase)) / 4_294_967_296
      lockIn.push(
        head: Acceleration(g: 2 * PortableMath.cosine(turns: turns)), housing: .zero,
        current: .zero, phase: phase)
      guard i > 400, let window = lockIn.takeWindow() else { continue }
      worst = max(worst, abs(window.head.magnitude / 2 - 1))
      #expect(abs(window.length.seconds * hertz - 1) < 0.06)
    }
    #expect(worst < 0.02)
  }

  @Test("never drifts: an hour of samples ends in exactly nothing when the signal does")
  func exact() throws {
    var lockIn = LockIn()
    var random = SplitMix64(seed: 4)
    var phase: UInt32 = 0
    for i in 0..<1_000_000 {
      phase &+= 32_212_254
      let on: Float = i < 999_000 ? 1 : 0
      lockIn.push(
        head: Acceleration(g: on * 15 * random.nextSymmetric()), housing: .zero,
        current: Current(amperes: on * 2 * random.nextSymmetric()), phase: phase)
    }
    let w = try #require(lockIn.window)
    #expect(w.head == .zero)
    #expect(w.current == .zero)
  }

  @Test("counts what is clipped or no number, and forgets on reset")
  func clipped() throws {
    var lockIn = LockIn()
    var phase: UInt32 = 0
    for i in 0..<400 {
      phase &+= 48_318_382
      let g: Float = i == 380 ? 16 : i == 381 ? .nan : 0
      lockIn.push(head: Acceleration(g: g), housing: .zero, current: .zero, phase: phase)
    }
    #expect(try #require(lockIn.window).clipped == 2)
    lockIn.reset()
    #expect(lockIn.window == nil)
  }
}
