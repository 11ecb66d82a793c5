// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Finds a power stage that does not obey: current without a command, or motion without drive.
struct StuckDriveWatch: Sendable, BitwiseCopyable {
  /// Mean of |measured − commanded| and of |measured|, over about 10 ms.
  private(set) var disagreement: Float = 0
  private(set) var level: Float = 0
  // They stop at what they are asked for: a fault may stand for weeks.
  var disagreeingSteps: Int32 = 0
  var currentSteps: Int32 = 0
  var motionMilliseconds: Int32 = 0

  mutating func push(measured: Float, commanded: Float) {
    let difference = measured - commanded
    disagreement += ((difference < 0 ? -difference : difference) - disagreement) * 0.025
    level += ((measured < 0 ? -measured : measured) - level) * 0.025
  }

  /// The drive has been off long enough for the coil's own braking current to be over.
  mutating func currentWithoutCommand(settled: Bool) -> Bool {
    currentSteps = settled && !(level < DeviceLimits.stuckCurrent) ? min(currentSteps, 19) + 1 : 0
    return currentSteps >= 20
  }

  /// Once a millisecond while driven with `peak` amperes.
  mutating func disobeys(peak: Float) -> Bool {
    disagreeingSteps = !(disagreement < 0.6 * peak + 0.2) ? min(disagreeingSteps, 39) + 1 : 0
    return disagreeingSteps >= 40
  }

  /// Once a millisecond: `recent` is the largest band-limited sample of the last 20 to 40 ms.
  mutating func motionWithoutDrive(settled: Bool, recent: Float) -> Bool {
    motionMilliseconds =
      settled && !(recent < DeviceLimits.stuckMotion) ? min(motionMilliseconds, 299) + 1 : 0
    return motionMilliseconds >= 300
  }
}
