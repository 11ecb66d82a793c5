// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// What heat leaves of the drive, and what it stops.
struct ThermalDerating: Sendable, BitwiseCopyable {
  /// 1 cool … 0 at a stop temperature.
  private(set) var share: Float = 1
  private(set) var tooHot: LatchCause?
  /// A temperature that no massager has: its sensor is broken.
  private(set) var sensorIsBroken = false

  mutating func update(winding: Float, head: Float, housing: Float) {
    let w = left(winding, DeviceLimits.windingDerate, DeviceLimits.windingStop)
    let h = left(head, DeviceLimits.headDerate, DeviceLimits.headStop)
    let b = left(housing, DeviceLimits.housingDerate, DeviceLimits.housingStop)
    share = min(w, h, b)
    sensorIsBroken = !(isPlausible(winding) && isPlausible(head) && isPlausible(housing))
    if w <= 0 {
      tooHot = .windingHot
    } else if h <= 0 {
      tooHot = .headHot
    } else if b <= 0 {
      tooHot = .housingHot
    } else {
      tooHot = nil
    }
  }

  /// A hot latch clears when its part is back below where derating begins.
  static func persists(_ cause: LatchCause, winding: Float, head: Float, housing: Float) -> Bool {
    switch cause {
    case .windingHot: !(winding < DeviceLimits.windingDerate)
    case .headHot: !(head < DeviceLimits.headDerate)
    case .housingHot: !(housing < DeviceLimits.housingDerate)
    default: false
    }
  }

  private func left(_ value: Float, _ from: Float, _ to: Float) -> Float {
    // What is not a number is treated as too hot.
    guard value < to else { return 0 }
    return value <= from ? 1 : (to - value) / (to - from)
  }

  private func isPlausible(_ celsius: Float) -> Bool {
    celsius > DeviceLimits.temperatureLow && celsius < DeviceLimits.temperatureHigh
  }
}
