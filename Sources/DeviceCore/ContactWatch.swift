// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head is on something, from the contact force.
///
/// The mean over some 10 ms is what counts: within a cycle the force swings with the motion.
struct ContactWatch: Sendable, BitwiseCopyable {
  private(set) var isTouching = false
  private(set) var force: Float = 0
  private var lostSteps: Int32 = 0
  private var regainedSteps: Int32 = 0

  @inline(__always) mutating func push(_ newtons: Float, regainSteps: Int32) {
    // A reading that is not a number counts as no contact.
    let reading = newtons > 0 && newtons < 1000 ? newtons : 0
    force += (reading - force) * 0.025
    if force < DeviceLimits.contactLost {
      lostSteps += 1
      regainedSteps = 0
      if lostSteps >= DeviceLimits.contactLostSteps {
        lostSteps = DeviceLimits.contactLostSteps
        isTouching = false
      }
    } else if force > DeviceLimits.contactRegained {
      lostSteps = 0
      regainedSteps += 1
      if regainedSteps >= regainSteps {
        regainedSteps = regainSteps
        isTouching = true
      }
    }
  }
}
