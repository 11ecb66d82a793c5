// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.5: how fast the target may change.
enum SlewRules {
  static let all: [Rule] = [
    Rule(
      "11.5", "rise", "A level that has not stood yet is approached at 1 mm/s.", [.motion], rise),
    Rule("11.5", "fall", "Falls are free.", [.motion], fall),
    Rule("11.5", "frequency", "The frequency changes by at most 20 Hz/s.", [.motion], frequency),
  ]

  private static func rise(_ bench: Bench) throws(Finding) {
    let arm = try bench.arm()
    let began = bench.clock
    let heard = try bench.keep(arm, 300)
    for one in Bench.telemetries(heard) where one.isDriven {
      // 1 mm/s is a micrometre a millisecond; what was sent before `began` cannot have begun later.
      let most = one.clockMilliseconds &- began &+ 20
      guard UInt32(one.targetMicrometers) <= most else {
        throw .failed(
          expected:
            "a target of at most \(most) µm \(one.clockMilliseconds &- began) ms after it began",
          got: [Words.of(.telemetry(one))])
      }
    }
  }

  private static func fall(_ bench: Bench) throws(Finding) {
    let arm = try bench.move()
    let low = max(1, (bench.main.telemetry?.targetMicrometers ?? 0) / 4)
    let heard = try bench.keep(arm, 60) { $0.amplitudeMicrometers = low }
    guard let last = Bench.telemetries(heard).last, last.targetMicrometers <= low else {
      throw .failed(expected: "a target of \(low) µm at once", got: Bench.tail(heard))
    }
  }

  private static func frequency(_ bench: Bench) throws(Finding) {
    let centre = try bench.frequency
    let one = try bench.actuator
    guard one.frequencyMaxCentihertz >= centre &+ 1000 else {
      throw .notApplicable("its band is too narrow")
    }
    let arm = try bench.move()
    let began = bench.clock
    let heard = try bench.keep(arm, 200) { $0.frequencyCentihertz = centre + 1000 }
    for one in Bench.telemetries(heard) where one.isDriven {
      // 20 Hz/s are 2 cHz a millisecond.
      let most = UInt32(centre) + 2 * (one.clockMilliseconds &- began) + 60
      guard UInt32(one.frequencyCentihertz) <= most else {
        throw .failed(
          expected: "at most \(most) cHz \(one.clockMilliseconds &- began) ms after the change",
          got: ["\(one.frequencyCentihertz) cHz", Words.of(.telemetry(one))])
      }
    }
  }
}
