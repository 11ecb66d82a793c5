// SPDX-License-Identifier: Apache-2.0
import Quantities
import Regulation

/// Doubts a contact force that says touching.
///
/// The head's impedance may say that it hangs free, or the force may never change although the head
/// is driven. Either keeps the device from ever seeing a lift-off.
struct ForceWatch: Sendable, BitwiseCopyable {
  private(set) var doubtedFor = Interval.zero
  private var lowest: Float = .greatestFiniteMagnitude
  private var highest: Float = -.greatestFiniteMagnitude

  var hasFailed: Bool { doubtedFor >= DeviceLimits.sensorFaultAfter }

  mutating func reset() { self = ForceWatch() }

  mutating func push(_ newtons: Float) {
    if newtons < lowest { lowest = newtons }
    if newtons > highest { highest = newtons }
  }

  /// Once a cycle of the drive: `value` is what the lock-in saw, `isTouching` what the force says.
  mutating func closeCycle(
    _ value: LockInValue, cycle: Interval, isTouching: Bool, model: ActuatorModel
  ) {
    let isFlat = !(highest - lowest > DeviceLimits.deadForceSpan)
    lowest = .greatestFiniteMagnitude
    highest = -.greatestFiniteMagnitude
    let motion = DeviceLimits.forceCheckMotion
    guard isTouching, value.head.magnitudeSquared > motion * motion else {
      doubtedFor = .zero
      return
    }
    let isFree = Impedance(value, model: model).map { $0.contactShare < DeviceLimits.freeShare }
    doubtedFor = isFlat || isFree ?? false ? min(doubtedFor + cycle, .milliseconds(10_000)) : .zero
  }
}
