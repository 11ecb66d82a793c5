// SPDX-License-Identifier: Apache-2.0
import Ledger
import Sessions

/// What a device does is seen by everyone who may talk to the daemon, what is known of a person by
/// their own user only.
extension SessionOverview {
  private func isOfAnother(than uid: UInt32) -> Bool {
    guard let subject else { return false }
    return LedgerSubject(subject)?.uid != uid
  }

  /// As a user may see it.
  func seen(by uid: UInt32) -> SessionOverview {
    guard isOfAnother(than: uid) else { return self }
    var seen = self
    seen.reason = publicReason
    return seen
  }

  /// The limits of this session as a user may see them.
  func seen(_ explanations: [LimitExplanation], by uid: UInt32) -> [LimitExplanation] {
    guard isOfAnother(than: uid) else { return explanations }
    return explanations.map { row in
      guard row.isPersonal else { return row }
      var row = row
      row.source = "what is known of the person, which their own user is told"
      return row
    }
  }
}
