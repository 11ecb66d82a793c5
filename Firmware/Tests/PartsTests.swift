// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import Testing

@testable import Parts

@Suite("Parts")
struct PartsTests {
  @Test(
    "a thermistor's counts are the temperature its formula says",
    arguments: [-20, 0, 25, 40, 60, 90, 110, 130])
  func thermistor(celsius: Double) {
    let ratio: Double = 3950 * (1 / (celsius + 273.15) - 1 / 298.15)
    let ohms = 10_000 * exp(ratio)
    let counts = UInt32((4095 * ohms / (ohms + 10_000)).rounded())
    let found = Thermistor.temperature(counts).celsius
    #expect(abs(Double(found) - celsius) < 1, "\(counts) counts")
  }

  @Test(
    "H7, H14: a torn or shorted thermistor is no temperature that a device believes",
    arguments: [0, 8, 4087, 4095])
  func broken(counts: UInt32) {
    let found = Thermistor.temperature(counts).celsius
    #expect(found < -30 || found > 160)
  }

  @Test("an accelerometer's counts are g, and both ends are clipped")
  func acceleration() {
    #expect(abs(IIS3DWB.acceleration(2049).g - 1) < 0.001)
    #expect(abs(IIS3DWB.acceleration(UInt16(bitPattern: -20_492)).g + 10) < 0.001)
    #expect(IIS3DWB.acceleration(0x7FFF).g == 16)
    #expect(IIS3DWB.acceleration(0x8000).g == -16)
  }

  @Test("gravity goes, motion and clipping stay")
  func gravity() {
    var gravity = Gravity()
    var least: Float = 99
    var most: Float = -99
    for step in 0..<40_000 {
      let g = 1 + sin(2 * Float.pi * 20 * Float(step) / 4000)
      let found = gravity.remove(from: Acceleration(g: g)).g
      if step > 36_000 { (least, most) = (min(least, found), max(most, found)) }
    }
    #expect(abs(most - 1) < 0.03 && abs(least + 1) < 0.03)
    #expect(gravity.remove(from: Acceleration(g: 16)).g == 16)
    #expect(gravity.remove(from: Acceleration(g: -16)).g == -16)
  }

  @Test("charge rises with a cell's voltage, from empty to full")
  func cells() {
    var last: Float = 0
    for millivolts in stride(from: 2900, through: 4300, by: 10) {
      let charge = Cells.charge(Voltage(volts: Float(millivolts) / 1000))
      #expect(charge >= last && charge <= 1)
      last = charge
    }
    #expect(Cells.charge(Voltage(volts: 3)) == 0 && last == 1)
    #expect(Cells.charge(Voltage(volts: .nan)) == 0)
  }

  /// A coil of 3 Ω and 0.6 mH at 4 kHz, with a voltage of the motion's in series; the loop's voltage
  /// reaches it one step late.
  private func follow(
    ohms: Float = 3, backEMF: (Int) -> Float = { _ in 0 }, target: (Int) -> Float, steps: Int
  ) -> [Float] {
    var loop = CurrentLoop(ohms: 3, henries: 0.0006, radiansPerSecond: 1400, seconds: 0.00025)
    var amperes: Float = 0
    var waiting: Float = 0
    return (0..<steps).map { step in
      let volts = loop.voltage(
        target: Current(amperes: target(step)), measured: Current(amperes: amperes),
        most: Voltage(volts: 11))
      for _ in 0..<25 {
        amperes += (waiting - ohms * amperes - backEMF(step)) / 0.0006 * 0.00001
      }
      waiting = volts.volts
      return amperes
    }
  }

  @Test(
    "the current follows a step within 2 ms, with little overshoot, hot coil or cold",
    arguments: [3, 4])
  func step(ohms: Float) {
    let found = follow(ohms: ohms, target: { _ in 1 }, steps: 40)
    #expect(found.max().map { $0 < 1.1 } == true, "\(found)")
    #expect(found[8...].allSatisfy { abs($0 - 1) < 0.1 }, "\(found)")
  }

  /// Peaks of back-EMF are those of 8 V·s/m at 2 mm, 2 mm and 0.6 mm of motion.
  @Test(
    "the current follows a sine against back-EMF to within an eighth of its peak",
    arguments: [(20, 1.0), (45, 2.26), (80, 1.2)] as [(Float, Float)])
  func sine(hertz: Float, volts: Float) {
    func wave(_ step: Int, _ turns: Float = 0) -> Float {
      sin(2 * Float.pi * (hertz * Float(step) / 4000 + turns))
    }
    for eighth in 0..<8 {
      let found = follow(
        backEMF: { volts * wave($0, Float(eighth) / 8) }, target: { 1.5 * wave($0) }, steps: 4000)
      let peak = found[2000...].map { abs($0) }.max() ?? 0
      #expect(abs(peak - 1.5) < 1.5 / 8, "\(peak)")
    }
  }

  @Test("a voltage that is cut is not made up for afterwards")
  func windup() {
    let found = follow(target: { $0 < 200 ? 6 : 1 }, steps: 260)
    #expect(found.max().map { $0 < 3.8 } == true)
    #expect(abs(found[220] - 1) < 0.1)
  }
}
