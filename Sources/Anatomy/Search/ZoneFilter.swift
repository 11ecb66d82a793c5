// SPDX-License-Identifier: Apache-2.0

/// What a zone may be asked for beside words.
public enum ZoneFilter: Hashable, Sendable {
  /// A region's word, as `lumbar` or `shoulder blade`.
  case region(String)
  /// A group, or the beginning of its name.
  case group(String)
  /// A state, a posture pattern, or both: `tight`, `forward-head`, `tight:forward-head`.
  case role(String)
}

extension Catalogue {
  /// The zones of `zones` that pass.
  public func filter(_ zones: [Zone], by filter: ZoneFilter) throws(UnknownChoice) -> [Zone] {
    switch filter {
    case .region(let given):
      let asked = Words.normal(given)
      let all = self.zones.flatMap { $0.tags + [$0.region] }
      let known = Set(all.map(Words.normal))
      guard known.contains(asked) else {
        throw unknown("region", given, of: self.zones.flatMap(\.tags))
      }
      return zones.filter { ($0.tags + [$0.region]).map(Words.normal).contains(asked) }
    case .group(let given):
      let asked = Words.normal(given)
      let named = ZoneGroup.allCases.filter { Words.normal($0.rawValue) == asked }
      let begun = ZoneGroup.allCases.filter { Words.normal($0.rawValue).hasPrefix(asked) }
      guard let group = named.first ?? (begun.count == 1 ? begun[0] : nil) else {
        throw unknown("group", given, of: ZoneGroup.allCases.map(\.rawValue))
      }
      return zones.filter { $0.group == group }
    case .role(let given):
      let parts = given.split(separator: ":", omittingEmptySubsequences: false)
      let words = parts.map { $0.lowercased().split(whereSeparator: { " -_".contains($0) }) }
        .map { $0.joined(separator: "-") }
      let states = words.compactMap { PostureRole.State(rawValue: $0) }
      let patterns = words.compactMap { PosturePattern(rawValue: $0) }
      guard states.count + patterns.count == parts.count, states.count < 2, patterns.count < 2
      else {
        let roles = PosturePattern.allCases.flatMap { pattern in
          ["tight:\(pattern.rawValue)", "weak:\(pattern.rawValue)"]
        }
        throw unknown("role", given, of: roles)
      }
      return zones.filter { zone in
        zone.roles.contains { role in
          (states.isEmpty || states.contains(role.state))
            && (patterns.isEmpty || patterns.contains(role.pattern))
        }
      }
    }
  }

  /// The places that a phrase like "pain between the shoulder blades" means, never none.
  public func find(where phrase: String) throws(UnknownChoice) -> [PainSite] {
    let found = siteIndex.search(phrase)
    guard !found.isEmpty else {
      throw UnknownChoice(choice: "place", given: phrase, candidates: sites.map(\.name))
    }
    return found.map { sites[$0] }
  }

  /// What comes near first; all there is where nothing does.
  private func unknown(_ choice: String, _ given: String, of known: [String]) -> UnknownChoice {
    let asked = Array(Words.normal(given).utf8.prefix(40))
    let near = Set(known).filter { name in
      let limit = max(1, asked.count / 3)
      return EditDistance.between(asked, Array(Words.normal(name).utf8), limit: limit) <= limit
    }
    return UnknownChoice(
      choice: choice, given: given, candidates: near.isEmpty ? Set(known).sorted() : near.sorted())
  }
}
