// SPDX-License-Identifier: Apache-2.0
import Ledger
import Person
import Quantities
import Realtime
import Sessions

/// The time as the daemon's parts are given it: the machine's, or a virtual one.
struct DaemonClock: Sendable {
  /// For control: never goes back.
  let instant: @Sendable () -> Instant
  /// For records.
  let reading: @Sendable () -> ClockReading
  /// Virtual seconds per second; 1 on the machine's clock.
  let speed: Double

  var moment: Moment {
    Moment(
      instant: instant(), wall: WallTime(milliseconds: reading().wall.milliseconds))
  }

  /// The machine's own clocks.
  static let machine = DaemonClock(
    instant: { BootClock.now },
    reading: { ClockReading.system(synchronised: CalendarService.isSynchronised) }, speed: 1)
}
