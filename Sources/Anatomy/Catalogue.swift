// SPDX-License-Identifier: Apache-2.0
import Envelope

/// Every zone there is, in the order of the source table, and how to find one.
public struct Catalogue: Sendable {
  public let zones: [Zone]
  /// Regions that no head is held to.
  public let noGo: [NoGoRegion]
  /// Places where it hurts.
  public let sites: [PainSite]
  /// The list "17 (reconstructed)"; nil in a catalogue made by hand.
  public let seventeen: Seventeen?
  private let positions: [ZoneID: Int]
  private let index: SearchIndex
  let siteIndex: SiteIndex

  /// The catalogue that ships, read once from the files in `Catalogue/`.
  public static let standard: Catalogue = {
    do {
      return try CatalogueFiles.readAll()
    } catch {
      // The files are compiled in and tested row by row: a build that gets here is broken.
      preconditionFailure("The built-in zone catalogue does not read: \(error)")
    }
  }()

  /// Builds a catalogue, in row order.
  ///
  /// Throws when two zones share an id, or a name leads nowhere.
  public init(
    zones unordered: [Zone], noGo: [NoGoRegion] = [], sites: [PainSite] = [],
    seventeen: Seventeen? = nil
  ) throws(CatalogueError) {
    let zones = unordered.sorted { $0.row < $1.row }
    var positions: [ZoneID: Int] = [:]
    for (position, zone) in zones.enumerated() {
      guard positions.updateValue(position, forKey: zone.id) == nil else {
        throw CatalogueError(file: "catalogue", line: 0, message: "two zones are called \(zone.id)")
      }
    }
    for zone in zones {
      guard let neighbour = zone.safeNeighbour else { continue }
      guard let position = positions[neighbour], zones[position].safetyClass != .c else {
        throw CatalogueError(
          file: "catalogue", line: 0,
          message: "\(zone.id) points at \(neighbour), which is no way out")
      }
    }
    let regions = Set(noGo.map(\.id))
    let named = sites.flatMap(\.zones) + (seventeen?.muscles.flatMap(\.zones) ?? [])
    let lost =
      named.filter { positions[$0] == nil }.map(\.rawValue)
      + zones.flatMap(\.noGo).filter { !regions.contains($0) }
    if let lost = lost.first {
      throw CatalogueError(
        file: "catalogue", line: 0, message: "'\(lost)' is named and nowhere there")
    }
    self.noGo = noGo
    self.sites = sites
    self.seventeen = seventeen
    siteIndex = SiteIndex(sites)
    self.zones = zones
    self.positions = positions
    index = SearchIndex(zones)
  }

  /// The zone of exactly this id.
  public subscript(id: ZoneID) -> Zone? { positions[id].map { zones[$0] } }

  /// The regions beside a zone that no head is held to.
  public func noGo(beside zone: Zone) -> [NoGoRegion] {
    noGo.filter { zone.noGo.contains($0.id) }
  }

  /// Finds a zone by id, common name, English or Latin words, region or group, allowing for typos.
  ///
  /// The same query always gives the same answer, in catalogue order. "left" and "right" are ignored.
  public func find(_ query: String) -> Match {
    switch index.search(query) {
    case .found(let found):
      let found = found.map { zones[$0] }
      return found.count == 1 ? .one(found[0]) : .several(found)
    case .nothing(let nearest): return .none(suggestions: nearest.map { zones[$0] })
    }
  }

  /// Reads `zone[@level][:side]` where zone is anything ``find(_:)`` narrows down to one.
  ///
  /// Class C is refused, with the safe neighbour. A midline zone gets its side; for the others the
  /// side may stay open.
  public func resolve(_ text: String) -> Result<ZoneAddress, AddressProblem> {
    parse(text).flatMap(validate)
  }

  /// Reads an address to look at, not to treat: like ``resolve(_:)``, and locked zones too.
  public func locate(_ text: String) -> Result<ZoneAddress, AddressProblem> {
    parse(text).flatMap(fit)
  }

  private func parse(_ text: String) -> Result<ZoneAddress, AddressProblem> {
    let (name, levelText, sideText) = Self.split(text)
    let zone: Zone
    switch self[ZoneID(name)].map(Match.one) ?? find(name) {
    case .one(let found): zone = found
    case .several(let found):
      return .failure(.severalZones(query: name, candidates: found.map(\.id)))
    case .none(let suggestions):
      return .failure(.unknownZone(query: name, suggestions: suggestions.map(\.id)))
    }
    var level: Level?
    if let levelText {
      guard let parsed = Level(levelText) else {
        return .failure(.unreadableLevel(text: levelText))
      }
      level = parsed
    }
    var side: Side?
    if let sideText {
      guard let parsed = Side(rawValue: sideText.lowercased()) else {
        return .failure(.unreadableSide(text: sideText))
      }
      side = parsed
    }
    return .success(ZoneAddress(zone: zone.id, level: level, side: side))
  }

  /// Checks an address against its zone: it exists, may be treated, has that level and that side.
  public func validate(_ address: ZoneAddress) -> Result<ZoneAddress, AddressProblem> {
    guard let zone = self[address.zone] else {
      return .failure(.unknownZone(query: address.zone.rawValue, suggestions: []))
    }
    guard zone.safetyClass != .c else { return .failure(.locked(zone)) }
    return fit(address)
  }

  private func fit(_ address: ZoneAddress) -> Result<ZoneAddress, AddressProblem> {
    guard let zone = self[address.zone] else {
      return .failure(.unknownZone(query: address.zone.rawValue, suggestions: []))
    }
    if let level = address.level {
      guard let range = zone.levels else {
        return .failure(.noLevels(zone: zone.id, level: level))
      }
      guard level.lies(in: range) else {
        return .failure(.levelOutside(zone: zone.id, level: level, range: range))
      }
    }
    var address = address
    if zone.sides == [.midline], address.side == nil { address.side = .midline }
    if let side = address.side, !zone.sides.contains(side) {
      return .failure(.sideOutside(zone: zone.id, side: side, allowed: zone.sides))
    }
    return .success(address)
  }

  private static func split(_ text: String) -> (name: String, level: String?, side: String?) {
    var rest = Substring(text)
    var side: String?
    if let colon = rest.lastIndex(of: ":") {
      side = trim(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    }
    var level: String?
    if let at = rest.firstIndex(of: "@") {
      level = trim(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    return (trim(rest), level, side)
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
