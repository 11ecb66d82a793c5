// SPDX-License-Identifier: Apache-2.0

/// What ``Catalogue/find(_:)`` looks through: built once, so that a search is a walk over small arrays.
struct SearchIndex: Sendable {
  enum Answer {
    case found([Int])
    case nothing(nearest: [Int])
  }

  private struct Entry: Sendable {
    /// Ways to name the zone as a whole.
    var phrases: Set<String>
    /// Region and group words.
    var tags: Set<String>
    /// Every word of phrases and tags, by its number in the vocabulary.
    var words: Set<Int>
    /// The words of the id alone: what decides between zones that match equally.
    var ownWords: Set<Int>
  }

  private var entries: [Entry] = []
  private var vocabulary: [[UInt8]] = []
  private var phraseBytes: [(zone: Int, bytes: [UInt8])] = []

  init(_ zones: [Zone]) {
    var numbers: [String: Int] = [:]
    for (position, zone) in zones.enumerated() {
      let names = [zone.id.rawValue, zone.source, zone.name, zone.anatomicalName]
      let latin = zone.anatomicalName.split(whereSeparator: { ";(),".contains($0) }).map(
        String.init)
      let phrases = Set((names + latin + zone.aliases).map(Words.normal).filter { !$0.isEmpty })
      let tags = Set((zone.tags + [zone.group.rawValue, zone.region]).map(Words.normal))
      var entry = Entry(phrases: phrases, tags: tags, words: [], ownWords: [])
      for phrase in phrases.union(tags) {
        for word in phrase.split(separator: " ") {
          let word = String(word)
          let number = numbers[word] ?? vocabulary.count
          if number == vocabulary.count {
            numbers[word] = number
            vocabulary.append(Array(word.utf8))
          }
          entry.words.insert(number)
        }
      }
      for word in Words.of(zone.id.rawValue) {
        if let number = numbers[word] { entry.ownWords.insert(number) }
      }
      for phrase in phrases.sorted() { phraseBytes.append((position, Array(phrase.utf8))) }
      entries.append(entry)
    }
  }

  /// From the surest to the loosest reading: a whole name, a region, every word, every word with slips.
  func search(_ query: String) -> Answer {
    let words = Words.of(String(query.prefix(200)))
    // A name has few words; a sentence that begins like one is no name.
    guard !words.isEmpty, words.count <= 10 else { return .nothing(nearest: []) }
    let phrase = words.joined(separator: " ")
    let exact = entries.indices.filter { entries[$0].phrases.contains(phrase) }
    if !exact.isEmpty { return .found(exact) }
    let tagged = entries.indices.filter { entries[$0].tags.contains(phrase) }
    if !tagged.isEmpty { return .found(tagged) }
    let near = match(words)
    if !near.isEmpty { return .found(near) }
    // A slip in a short word, or a forgotten space: compare with whole names.
    let slipped = ranked(phrase, limit: EditDistance.tolerance(phrase.utf8.count))
    if let least = slipped.first?.distance {
      return .found(slipped.filter { $0.distance == least }.map(\.zone).sorted())
    }
    return .nothing(nearest: nearest(to: phrase))
  }

  /// Zones in which every word of the query is found, at the least total cost.
  ///
  /// A whole word costs nothing, the beginning of one 1, each slip 3; a word the zone's id does not
  /// hold itself costs 1 more.
  private func match(_ words: [String]) -> [Int] {
    let costs = words.map { costTable(Array($0.utf8)) }
    var best = Int.max
    var found: [Int] = []
    for (position, entry) in entries.enumerated() {
      var total = 0
      for table in costs {
        var least = Int.max
        for number in entry.words where table[number] != Int.max {
          least = min(least, table[number] + (entry.ownWords.contains(number) ? 0 : 1))
        }
        guard least != Int.max else {
          total = Int.max
          break
        }
        total += least
      }
      guard total != Int.max, total <= best else { continue }
      if total < best { found.removeAll(keepingCapacity: true) }
      best = total
      found.append(position)
    }
    return found
  }

  private func costTable(_ word: [UInt8]) -> [Int] {
    vocabulary.map { entry in
      if entry == word { return 0 }
      if word.count >= 3, entry.count > word.count, entry.starts(with: word) { return 1 }
      let limit = EditDistance.tolerance(min(word.count, entry.count + 1))
      guard limit > 0, word.count > 3 else { return Int.max }
      let distance = EditDistance.between(word, entry, limit: limit)
      return distance <= limit ? 3 * distance : Int.max
    }
  }

  /// Up to three zones whose names come nearest, none further than half the query's length.
  private func nearest(to phrase: String) -> [Int] {
    ranked(phrase, limit: max(1, min(phrase.utf8.count, 40) / 2)).prefix(3).map(\.zone)
  }

  /// Zones with a name at most `limit` slips from the phrase, the nearest first.
  private func ranked(_ phrase: String, limit: Int) -> [(zone: Int, distance: Int)] {
    let bytes = Array(phrase.utf8.prefix(40))
    var best: [Int: Int] = [:]
    for (zone, name) in phraseBytes {
      let distance = EditDistance.between(bytes, name, limit: limit)
      if distance <= limit { best[zone] = min(best[zone] ?? Int.max, distance) }
    }
    return best.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
