// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A promise that was broken, and when.
public struct Violation: Hashable, Sendable {
  /// The promises of docs/promises.md that are checked every millisecond.
  public enum Promise: String, Hashable, Sendable, CaseIterable {
    case silenceIsOff = "silence is off"
    case stopWins = "stop always wins"
    case latchHolds = "a latch holds until it is cleared"
    case nothingUnchecked = "nothing runs that was not checked"
    case deliveredNotCommanded = "delivered, not commanded"
    case leaseExpires = "a lease expires"
    case paidBeforehand = "charged before delivery"
    case uncertainFirst = "uncertain is resolved before the next"
    case booksAgree = "the books agree with the plant"
    case everythingEnds = "every session comes to its end"
  }
  public var promise: Promise
  public var at: Interval
  public var detail: String
}
