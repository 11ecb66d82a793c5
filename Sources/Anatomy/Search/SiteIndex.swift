// SPDX-License-Identifier: Apache-2.0

/// What ``Catalogue/find(where:)`` looks through.
///
/// A place is found by its rarest words: "back" is in most of them, "flank" in one.
struct SiteIndex: Sendable {
  private struct Entry: Sendable {
    var phrases: [[String]]
    var words: Set<String>
    var refuses: Bool
  }

  private let entries: [Entry]
  /// In how many places a word occurs.
  private let counts: [String: Int]

  init(_ sites: [PainSite]) {
    var counts: [String: Int] = [:]
    entries = sites.map { site in
      let phrases = ([site.id, site.name] + site.words).map { Self.words($0) }
      let words = Set(phrases.joined().filter { !Self.isSilent($0) })
      for word in words { counts[word, default: 0] += 1 }
      return Entry(phrases: phrases, words: words, refuses: site.refusal != nil)
    }
    self.counts = counts
  }

  /// The places that `text` may mean, the best alone or all that are as good.
  ///
  /// A place that refuses wins over all others as soon as one of its names is said.
  func search(_ text: String) -> [Int] {
    let said = Self.words(String(text.prefix(200)))
    let refusing = entries.indices.filter { entries[$0].refuses && names(entries[$0], in: said) }
    guard refusing.isEmpty else { return refusing }
    let plain = said.filter { !Self.fillers.contains($0) }
    let exact = entries.indices.filter { index in
      entries[index].phrases.contains { $0.filter { !Self.fillers.contains($0) } == plain }
    }
    guard plain.isEmpty || exact.isEmpty else { return exact }
    let asked = plain.filter { !Self.isSilent($0) }
    guard !asked.isEmpty else { return [] }
    let scores = entries.map { score($0, asked) }
    // Half of what was said, by weight, has to be understood.
    guard let best = scores.max(), best >= 0.5 else { return [] }
    return entries.indices.filter { scores[$0] > best - 0.001 }
  }

  private func names(_ entry: Entry, in said: [String]) -> Bool {
    entry.phrases.contains { phrase in
      guard !phrase.isEmpty, phrase.count <= said.count else { return false }
      return (0...(said.count - phrase.count)).contains { start in
        zip(said[start...], phrase).allSatisfy { isSame($0, $1) }
      }
    }
  }

  /// The share of what was said that names this place; none where only directions do.
  private func score(_ entry: Entry, _ asked: [String]) -> Float {
    var whole: Float = 0
    var understood: Float = 0
    var isNamed = false
    for word in asked {
      let known = entry.words.first { isSame(word, $0) }
      let weight = 1 / Float(known.flatMap { counts[$0] } ?? counts[word] ?? 2)
      whole += weight
      guard let known else { continue }
      understood += weight
      if !Self.directions.contains(known) { isNamed = true }
    }
    return isNamed ? understood / whole : 0
  }

  /// A slip is forgiven only where the word is none of ours itself: "crest" is not "chest".
  private func isSame(_ said: String, _ known: String) -> Bool {
    if said == known { return true }
    guard counts[said] == nil else { return false }
    let limit = EditDistance.tolerance(min(said.utf8.count, known.utf8.count))
    guard limit > 0 else { return false }
    return EditDistance.between(Array(said.utf8), Array(known.utf8), limit: limit) <= limit
  }

  /// The back of something is not the back.
  private static func words(_ text: String) -> [String] {
    let words = Words.all(text)
    return words.enumerated().map { index, word in
      word == "back" && index + 1 < words.count && words[index + 1] == "of" ? "rear" : word
    }
  }

  private static func isSilent(_ word: String) -> Bool {
    fillers.contains(word) || word == "side" || word == "sides"
  }

  /// Words that name no place; left and right count only within a name, as in "left arm".
  private static let fillers: Set<String> = [
    "a", "an", "the", "my", "of", "in", "at", "on", "to", "is", "it", "i", "me", "and", "or",
    "have",
    "has", "there", "when", "where", "with", "from", "very", "bad", "some", "pain", "pains",
    "painful",
    "hurt", "hurts", "hurting", "ache", "aches", "aching", "sore", "soreness", "tight", "tension",
    "feel", "feels", "felt", "area", "around", "near", "just", "left", "right", "both",
  ]

  /// Words that say where of something, and nothing alone.
  private static let directions: Set<String> = [
    "front", "rear", "middle", "midline", "centre", "top", "upper", "lower", "low", "outer",
    "inner",
    "deep", "down", "across", "behind", "between", "under", "outside", "edge", "border", "whole",
  ]
}
