// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Every number and rule of a zone, with where it comes from.
enum SourceText {
  static func lines(_ reply: Control.ShowZoneReply, style: TextStyle) -> [String] {
    var lines = [style.bold(reply.zone.name) + style.dim("  \(reply.zone.id)"), ""]
    for fact in reply.facts {
      let keys = fact.origins.map { brief($0) }.joined(separator: " ")
      lines += Layout.labelled(
        fact.name, "\(fact.value)  \(keys)", column: 26, indent: 0, style: style)
    }
    for claim in reply.claims {
      lines.append("")
      let who = claim.origins.map(\.key).joined(separator: ", ")
      lines += Layout.labelled(
        "said by \(who)", claim.text, column: 26, indent: 0, style: style)
      lines += Layout.labelled("", claim.doubt, column: 26, indent: 0, style: style)
    }
    lines += ["", style.bold("Sources")]
    for origin in unique(reply) {
      lines += Layout.labelled(
        brief(origin), "\(ZoneWords.standing(origin.standing)): \(origin.title)", column: 16,
        indent: 0, style: style)
    }
    return lines
  }

  /// The key in brackets, with the standing in front where the key does not begin with it.
  private static func brief(_ origin: Control.Origin) -> String {
    origin.key.hasPrefix(origin.standing)
      ? "[\(origin.key)]" : "[\(origin.standing) \(origin.key)]"
  }

  private static func unique(_ reply: Control.ShowZoneReply) -> [Control.Origin] {
    var seen: [Control.Origin] = []
    for origin in reply.facts.flatMap(\.origins) + reply.claims.flatMap(\.origins)
    where !seen.contains(origin) { seen.append(origin) }
    return seen.sorted { $0.key < $1.key }
  }
}
