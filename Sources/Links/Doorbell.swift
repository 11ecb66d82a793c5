// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc

/// Wakes one thread from any other; an eventfd.
public final class Doorbell: Sendable {
  /// What its one thread waits for; -1 when the kernel had none to give.
  public let descriptor: Int32

  public init() { descriptor = ctonus_bell_open() }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Any thread; never waits.
  public func ring() { if descriptor >= 0 { ctonus_bell_ring(descriptor) } }
}
