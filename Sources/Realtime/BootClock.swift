// SPDX-License-Identifier: Apache-2.0
import CPosix
public import Quantities

/// The host's clock: `CLOCK_BOOTTIME`, which goes on counting while the machine sleeps.
///
/// Pure modules never call it; programs and edges read it and pass the moment in.
public enum BootClock {
  public static var now: Instant { Instant(nanoseconds: ctonus_boottime()) }
}
