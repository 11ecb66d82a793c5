// SPDX-License-Identifier: Apache-2.0

/// Decides whether the control loop lives: what an independent watchdog does, counted in ticks.
///
/// For boards whose hardware has none, and for emulators that do not model it.
public struct LoopWatchdog: Sendable, BitwiseCopyable {
  private let patience: UInt32
  private var missed: UInt32 = 0

  /// - Parameter patience: ticks without a step after which the loop is given up.
  public init(patience: UInt32) { self.patience = patience }

  /// The control loop finished a step in good order.
  public mutating func feed() { missed = 0 }

  /// Another tick has passed; true when the loop is to be given up.
  public mutating func tick() -> Bool {
    missed &+= 1
    return missed > patience
  }
}
