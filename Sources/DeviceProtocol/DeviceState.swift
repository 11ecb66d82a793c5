// SPDX-License-Identifier: Apache-2.0

/// Where the device stands.
public enum DeviceState: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// After a reset, until sensors and power stage have proved themselves.
  case selfTest = 0
  /// Disarmed and still.
  case idle = 1
  /// Ready to move, drive off.
  case armed = 2
  case running = 3
  /// Contact lost: drive at free-air level for at most 2 s.
  case lifted = 4
  /// Ramping down over at most 100 ms, after which it brakes.
  case ramping = 5
  /// Coil shorted, waiting for standstill.
  case braking = 6
  /// Still, and refusing to arm until every latch is cleared.
  case latched = 7
}
