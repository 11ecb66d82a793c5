// SPDX-License-Identifier: Apache-2.0

/// How many single slips of the keyboard lie between two words.
public enum EditDistance {
  /// Damerau–Levenshtein distance in its restricted form (optimal string alignment): insert,
  /// delete, replace, and swap two neighbours.
  ///
  /// Stops and gives `limit + 1` as soon as more is certain.
  public static func between(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = before
    for i in 1...a.count {
      current[0] = i
      var least = i
      for j in 1...b.count {
        let replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var best = Swift.min(replace, Swift.min(previous[j], current[j - 1]) + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = Swift.min(best, before[j - 2] + 1)
        }
        current[j] = best
        least = Swift.min(least, best)
      }
      guard least <= limit else { return limit + 1 }
      (before, previous, current) = (previous, current, before)
    }
    return previous[b.count]
  }

  /// The candidate nearest to `word`, if it is near enough to be a slip; the first of equals.
  public static func nearest<Candidates: Sequence<String>>(
    to word: String, in candidates: Candidates
  ) -> String? {
    let word = word.lowercased()
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let limit = Swift.min(tolerance(Swift.max(word.utf8.count, 3)), (best?.distance ?? 99) - 1)
      guard limit >= 0 else { break }
      let distance = between(Array(word.utf8), Array(candidate.lowercased().utf8), limit: limit)
      if distance <= limit { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// How many slips a word of this length may have: 0 up to two letters, then 1, from seven on 2.
  public static func tolerance(_ length: Int) -> Int {
    length < 3 ? 0 : length < 7 ? 1 : 2
  }
}
