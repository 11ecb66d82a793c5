// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// When to try again to open a wire that is gone.
///
/// Soon after a loss, then ever more rarely. A wire that does not hold for `proof` has not been
/// there: a loose plug is not reopened faster and faster.
public struct ReopenPolicy: Hashable, Sendable, BitwiseCopyable {
  /// `[C]` A replug takes about this long to enumerate.
  public static var shortest: Interval { .milliseconds(100) }
  /// `[C]` What a person will wait for after a replug.
  public static var longest: Interval { .seconds(Int64(2)) }
  public static var proof: Interval { .seconds(Int64(5)) }

  /// When the next try is due; nil while open.
  public private(set) var due: Instant?
  private var delay = ReopenPolicy.shortest
  private var openedAt: Instant?

  public init() {}

  public mutating func opened(at now: Instant) {
    due = nil
    openedAt = now
  }

  public mutating func lost(at now: Instant) {
    if let openedAt, now - openedAt >= Self.proof { delay = Self.shortest }
    openedAt = nil
    postpone(at: now)
  }

  public mutating func failed(at now: Instant) { postpone(at: now) }

  /// Nothing is tried before this moment.
  mutating func postpone(until moment: Instant) { due = moment }

  private mutating func postpone(at now: Instant) {
    due = now + delay
    delay = min(delay * 2, Self.longest)
  }
}
