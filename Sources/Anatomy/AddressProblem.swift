// SPDX-License-Identifier: Apache-2.0

/// Why a text names no zone that can be treated.
public enum AddressProblem: Error, Hashable, Sendable {
  case unknownZone(query: String, suggestions: [ZoneID])
  case severalZones(query: String, candidates: [ZoneID])
  case locked(Zone)
  case unreadableLevel(text: String)
  case levelOutside(zone: ZoneID, level: Level, range: ClosedRange<Vertebra>)
  case noLevels(zone: ZoneID, level: Level)
  case unreadableSide(text: String)
  case sideOutside(zone: ZoneID, side: Side, allowed: [Side])

  /// One or two sentences: the thing, the limit, the way out.
  public var message: String {
    switch self {
    case .unknownZone(let query, let suggestions):
      let hint =
        suggestions.isEmpty
        ? "List them with 'tonus zones'."
        : "Did you mean \(Self.list(suggestions.map(\.rawValue)))?"
      return "There is no zone '\(Quoted.text(query))'. \(hint)"
    case .severalZones(let query, let candidates):
      return
        "'\(Quoted.text(query))' means several zones. Name one of \(Self.list(candidates.map(\.rawValue)))."
    case .locked(let zone):
      return zone.refusal ?? "'\(zone.id)' is locked."
    case .unreadableLevel(let text):
      return
        "'\(Quoted.text(text))' is no level. Write a vertebra (L4) or two neighbours, upper first (L5-S1)."
    case .levelOutside(let zone, let level, let range):
      return
        "'\(zone)' is addressed at \(range.lowerBound)–\(range.upperBound), not at \(level)."
    case .noLevels(let zone, let level):
      return "'\(zone)' is treated as a whole. Leave out '@\(level)'."
    case .unreadableSide(let text):
      return "'\(Quoted.text(text))' is no side. Write left or right."
    case .sideOutside(let zone, let side, let allowed):
      let names = Self.list(allowed.map(\.rawValue))
      return "'\(zone)' has no side '\(side.rawValue)', only \(names)."
    }
  }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}
