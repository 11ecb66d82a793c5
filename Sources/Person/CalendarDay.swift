// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, as in `2026-11-02`.
struct CalendarDay: Hashable {
  /// 00:00 UTC of it.
  let start: Timestamp

  /// Nil for what is no day from 1970 to 9999.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      year >= 1970, (1...12).contains(month), day >= 1,
      day <= Self.days(of: month, year)
    else { return nil }
    var days = day - 1
    for earlier in 1..<month { days += Self.days(of: earlier, year) }
    let past = year - 1
    // Days since 0001-01-01; 719,162 of them before 1970.
    days += past * 365 + past / 4 - past / 100 + past / 400 - 719_162
    start = Timestamp(milliseconds: days * 86_400_000)
  }

  private static func days(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
