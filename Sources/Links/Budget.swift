// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How often something may happen within a while.
struct Budget: Hashable, Sendable, BitwiseCopyable {
  let limit: Int
  let window: Interval
  private(set) var spent = 0
  private(set) var since = Instant.zero

  init(_ limit: Int, per window: Interval) {
    self.limit = limit
    self.window = window
  }

  /// Notes that it has happened; false when it was once too often.
  mutating func spend(_ count: Int = 1, at now: Instant) -> Bool {
    if now - since >= window {
      since = now
      spent = 0
    }
    spent += count
    return spent <= limit
  }

  /// When it begins anew.
  var end: Instant { since + window }
}
