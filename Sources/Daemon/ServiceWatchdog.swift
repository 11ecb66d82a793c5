// SPDX-License-Identifier: Apache-2.0

/// Decides whether the service manager may be told that the daemon lives: only while it ticks.
public struct ServiceWatchdog: Hashable, Sendable {
  private var seen: UInt64?

  public init() {}

  /// True when the tick has advanced since the last call.
  public mutating func advances(ticks: UInt64) -> Bool {
    defer { seen = ticks }
    return seen != ticks
  }
}
