// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The end of a session on its way to the ledger: what was delivered, and the record.
struct UnwrittenEnd: Sendable {
  struct Delivery: Sendable {
    var zoneSide: ZoneSide
    var energised: Interval
    var handPoints: Float
  }

  var deliveries: [Delivery]
  var record: SessionRecord
  /// When it is tried again.
  var again: Instant
}

extension Supervisor {
  /// `[C]` Soon after there is room on the disk again, and no burden on one that is full.
  private static var writeAgain: Interval { .seconds(Int64(1)) }

  /// Settles and closes a session in the ledger, later where it cannot be done now.
  ///
  /// - Returns: what the ledger could not do.
  mutating func write<A: Accounting>(
    _ record: SessionRecord, _ deliveries: [UnwrittenEnd.Delivery], _ now: Moment,
    _ accounting: inout A
  ) -> SessionError? {
    var end = UnwrittenEnd(deliveries: deliveries, record: record, again: now.instant)
    do {
      try write(end, &accounting)
      return nil
    } catch {
      // What was charged beforehand stands until then: the ledger says too much, never too little.
      end.again = now.instant + Self.writeAgain
      unwritten.append(end)
      return storageFailed(error)
    }
  }

  /// A session that stays open in the ledger counts as one that runs, and its charges as never old.
  mutating func writeAgain<A: Accounting>(_ now: Moment, _ accounting: inout A) {
    guard let due = unwritten.firstIndex(where: { $0.again <= now.instant }) else { return }
    do {
      try write(unwritten[due], &accounting)
      unwritten.remove(at: due)
    } catch { unwritten[due].again = now.instant + Self.writeAgain }
  }

  private func write<A: Accounting>(_ end: UnwrittenEnd, _ accounting: inout A) throws {
    for delivery in end.deliveries {
      try accounting.settle(
        session: end.record.session, zoneSide: delivery.zoneSide, energised: delivery.energised,
        handPoints: delivery.handPoints, at: end.record.ended)
    }
    try accounting.close(end.record)
  }
}
