// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Watches one accelerometer for a flat line and for clipping, in windows of 20 ms.
struct AccelerometerWatch: Sendable, BitwiseCopyable {
  private(set) var isAlive = true
  private(set) var isSaturated = false
  /// Clipped samples since last taken; telemetry takes them.
  var clipped: UInt32 = 0
  private var lowest: Float = .greatestFiniteMagnitude
  private var highest: Float = -.greatestFiniteMagnitude
  private var clippedInWindow: Int32 = 0
  private var steps: Int32 = 0
  private var badWindows: Int32 = 0

  /// Bad for the time after which a sensor counts as failed.
  var hasFailed: Bool {
    Int64(badWindows) * 20 >= DeviceLimits.sensorFaultAfter.milliseconds
  }
  var isBad: Bool { !isAlive || isSaturated }

  @inline(__always) mutating func push(_ sample: Float) {
    if sample < lowest { lowest = sample }
    if sample > highest { highest = sample }
    if sample >= DeviceLimits.saturated || sample <= -DeviceLimits.saturated {
      clipped &+= 1
      clippedInWindow += 1
    }
    steps += 1
    if steps == DeviceLimits.watchSteps { closeWindow() }
  }

  private mutating func closeWindow() {
    isAlive = highest - lowest > DeviceLimits.deadSpan
    isSaturated = clippedInWindow * 4 >= DeviceLimits.watchSteps
    badWindows = isBad ? min(badWindows + 1, 1000) : 0
    lowest = .greatestFiniteMagnitude
    highest = -.greatestFiniteMagnitude
    clippedInWindow = 0
    steps = 0
  }
}
