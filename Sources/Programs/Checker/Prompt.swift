// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// What a person is told when the head has to move.
enum Prompt {
  /// Fills `{zone}`, `{level}` and `{side}` in the program's own words, or makes a sentence.
  static func text(_ template: String?, _ target: ZoneAddress?, _ catalogue: Catalogue) -> String {
    guard let target else { return template ?? "Move the head." }
    let zone = catalogue[target.zone]?.name ?? target.zone.rawValue
    let side = target.side.map(\.rawValue) ?? ""
    let level = target.level.map { "\($0)" } ?? ""
    guard let template else {
      let place = level.isEmpty ? zone : "\(zone), \(level)"
      return target.side == .midline || side.isEmpty
        ? "Move the head to: \(place)." : "Move the head to the \(side) side: \(place)."
    }
    return replace(
      "{side}", side, in: replace("{level}", level, in: replace("{zone}", zone, in: template)))
  }

  private static func replace(_ mark: String, _ word: String, in text: String) -> String {
    text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: word)
  }
}
