// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Tells since when nothing vibrates, from the accelerometers and not from the command.
struct StandstillWatch: Sendable, BitwiseCopyable {
  private(set) var head = BandPass()
  private(set) var housing = BandPass()
  /// The last moment with the drive on or a vibration that counts.
  private(set) var lastLoud = Instant.zero
  /// The largest band-limited head sample of the last 20 to 40 ms, g.
  private(set) var recent: Float = 0
  private var window: Float = 0
  private var windowSteps: Int32 = 0

  mutating func push(
    head sample: Float, housing housingSample: Float, headIsAlive: Bool, housingIsAlive: Bool,
    driven: Bool, now: Instant
  ) {
    head.push(sample)
    // The handle is asked only when the head cannot tell; until its filter has settled it is loud.
    if !headIsAlive { housing.push(housingSample) }
    let level = head.output < 0 ? -head.output : head.output
    if level > window { window = level }
    windowSteps += 1
    if windowSteps == DeviceLimits.watchSteps {
      recent = window
      window = 0
      windowSteps = 0
      head.rest()
      housing.rest()
    }
    if driven || !isQuiet(level, headIsAlive: headIsAlive, housingIsAlive: housingIsAlive) {
      lastLoud = now
    }
  }

  func isStill(at now: Instant) -> Bool { now - lastLoud >= DeviceLimits.quietFor }

  private func isQuiet(_ level: Float, headIsAlive: Bool, housingIsAlive: Bool) -> Bool {
    // Without a live sensor nothing proves that nothing moves.
    if headIsAlive { return level < DeviceLimits.quietHead }
    let handle = housing.output < 0 ? -housing.output : housing.output
    return housingIsAlive && handle < DeviceLimits.quietHousing
  }
}
