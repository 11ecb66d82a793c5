// SPDX-License-Identifier: Apache-2.0

/// What one transport's telemetry has yet to tell: peaks and trips since its last.
struct Untold: Sendable, BitwiseCopyable {
  var headPeak: Float = 0
  var voltagePeak: Float = 0
  var clipped: UInt32 = 0
  var guardTripped = false
}
