// SPDX-License-Identifier: Apache-2.0
import CPosix

/// Whether somebody keeps the machine's calendar right.
enum CalendarService {
  /// What the kernel says of its discipline; false when in doubt.
  static var isSynchronised: Bool { ctonus_calendar_synchronised() }
}
