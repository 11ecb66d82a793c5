// SPDX-License-Identifier: Apache-2.0

import Glibc
import Person
import Quantities

/// What the machine's clocks say at one moment: the calendar, and time since the machine started.
///
/// The calendar can be set; time since start cannot, and stands for what is certain to have passed.
public struct ClockReading: Hashable, Sendable {
  public var wall: Timestamp
  /// Identifies this start of the machine.
  public var boot: String
  /// `CLOCK_BOOTTIME`: goes on while the machine sleeps.
  public var sinceBoot: Instant
  /// Whether the calendar is disciplined by a time service; setting it by hand ends that.
  public var synchronised: Bool

  public init(wall: Timestamp, boot: String, sinceBoot: Instant, synchronised: Bool) {
    self.wall = wall
    self.boot = boot
    self.sinceBoot = sinceBoot
    self.synchronised = synchronised
  }

  /// A reading of a virtual clock that started at `epoch`.
  public static func virtual(_ now: Instant, epoch: Timestamp) -> ClockReading {
    let elapsed = Interval.nanoseconds(Int64(clamping: now.nanoseconds))
    return ClockReading(wall: epoch + elapsed, boot: "virtual", sinceBoot: now, synchronised: true)
  }

  /// Reads the machine's clocks; for programs and edges.
  ///
  /// - Parameter synchronised: whether the kernel says that a time service disciplines the calendar;
  ///   false when in doubt.
  public static func system(synchronised: Bool) -> ClockReading {
    ClockReading(
      wall: Timestamp(milliseconds: Int64(nanoseconds(CLOCK_REALTIME) / 1_000_000)),
      boot: bootID,
      sinceBoot: Instant(nanoseconds: nanoseconds(CLOCK_BOOTTIME)),
      synchronised: synchronised)
  }

  private static let bootID: String = {
    guard let file = unsafe fopen("/proc/sys/kernel/random/boot_id", "r") else { return "unknown" }
    defer { unsafe fclose(file) }
    var text = ""
    while true {
      let byte = unsafe getc(file)
      guard byte != EOF, byte != 10 else { return text.isEmpty ? "unknown" : text }
      text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: byte)))
    }
  }()

  private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return UInt64(clamping: time.tv_sec) * 1_000_000_000 + UInt64(clamping: time.tv_nsec)
  }
}
