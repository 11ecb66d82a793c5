// SPDX-License-Identifier: Apache-2.0

import Envelope

/// Light first, then more: how much of the amplitude a person gets by experience.
public enum Progression {
  /// Share of the amplitude cap for a person who has had `earlierSessions`: reduced in the first
  /// three (A 50 %, B 40 %, neck 30 %, domain.md §4.3 `[E]`), in full after.
  ///
  /// Class C has none at any time.
  public static func amplitudeFactor(earlierSessions: Int, _ safetyClass: SafetyClass) -> Float {
    let first = Limits.firstSessionsFactor(safetyClass)
    guard safetyClass.isTreatable else { return 0 }
    return earlierSessions < Limits.firstSessions ? first : 1
  }

  /// What to tell a person about it; nil when nothing is reduced.
  public static func note(earlierSessions: Int) -> String? {
    guard earlierSessions < Limits.firstSessions else { return nil }
    return
      "Session \(earlierSessions + 1) of the first \(Limits.firstSessions), which are gentle: light first, then more."
  }
}
