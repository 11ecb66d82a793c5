// SPDX-License-Identifier: Apache-2.0

import Foundation
import Person

extension ArchiveRecord {
  /// How it is called to people: a session by its name, anything else by its day.
  var name: String {
    if let session { return "Session '\(session.name.prefix(80))'" }
    if let entry { return "The diary's '\(entry.kind.prefix(20))' of \(Self.day(entry.at))" }
    if let finding { return "The assessment of \(Self.day(finding.at))" }
    if let lock { return "The lock of '\(lock.zone.prefix(80)):\(lock.side.prefix(20))'" }
    return "A record"
  }

  /// When it was, by its own account.
  var moment: Timestamp {
    Timestamp(
      milliseconds: session?.started ?? entry?.at ?? finding?.at ?? lock?.since ?? 0)
  }

  /// What of it cannot have been, in one sentence; nil for what can.
  var problem: String? {
    if let impossible = session.flatMap(Self.impossible) {
      return
        "\(name) of the file says \(impossible), so nothing was restored; mend the file, or export it again."
    }
    if let length = entry?.durationMs, length < 0 {
      return
        "\(name) of the file says that it took \(length) ms, so nothing was restored; mend the file, or export it again."
    }
    return nil
  }

  private static func impossible(_ session: Session) -> String? {
    for charge in session.charges where charge.energisedMs < 0 || charge.handPoints < 0 {
      return
        "\(charge.energisedMs) ms and \(charge.handPoints) points for '\(charge.zone.prefix(80))'"
    }
    for zone in session.delivered where zone.energisedMs < 0 || zone.handPoints < 0 {
      return "\(zone.energisedMs) ms and \(zone.handPoints) points at '\(zone.address.prefix(80))'"
    }
    for (what, milliseconds) in [
      ("standstill", session.standstillMs), ("its confirmation", session.confirmedMs),
    ] {
      if let milliseconds, milliseconds < 0 { return "\(what) after \(milliseconds) ms" }
    }
    return nil
  }

  /// As in `2026-11-21`.
  private static func day(_ at: Int64) -> String {
    Date(timeIntervalSince1970: Double(at) / 1000).formatted(.iso8601.year().month().day())
  }
}
