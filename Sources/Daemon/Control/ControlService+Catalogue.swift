// SPDX-License-Identifier: Apache-2.0
import Anatomy
import BodyMap
import ControlAPI
import Person
import Programs
import Sessions

extension ControlService {
  func devices() -> [Control.Device] {
    plane.units.map { unit in
      let (status, overview, holder) = unit.view()
      return Control.Device(
        unit: unit, status: status, overview: overview,
        holder: holder.map { "connection \($0.number)" })
    }
  }

  func findZones(_ parameters: Control.FindZonesParameters) throws -> Control.FindZonesReply {
    let catalogue = plane.catalogue
    for text in [
      parameters.query, parameters.region, parameters.group, parameters.role, parameters.where,
    ] { try Self.checkLength(text) }
    var zones = try matching(parameters.query)
    var places: [PainSite] = []
    do throws(UnknownChoice) {
      for filter in [
        parameters.region.map(ZoneFilter.region), parameters.group.map(ZoneFilter.group),
        parameters.role.map(ZoneFilter.role),
      ] {
        if let filter { zones = try catalogue.filter(zones, by: filter) }
      }
      if let phrase = parameters.where { places = try catalogue.find(where: phrase) }
    } catch {
      throw ControlError.noSuchChoice(
        error.message, choice: error.choice, given: error.given, candidates: error.candidates)
    }
    guard places.isEmpty else { return try reply(places, among: zones) }
    return Control.FindZonesReply(zones: zones.map { Control.Zone($0, catalogue: catalogue) })
  }

  private func matching(_ query: String?) throws -> [Zone] {
    guard let query, !query.isEmpty else { return plane.catalogue.zones }
    let match = plane.catalogue.find(query)
    if case .none(let suggestions) = match {
      throw ControlError.noSuchZone(
        AddressProblem.unknownZone(query: query, suggestions: suggestions.map(\.id)).message,
        query: query, candidates: suggestions.map(\.id.rawValue))
    }
    return match.zones
  }

  /// The zones of the places, in the order to look, with the red flags that belong there.
  private func reply(_ places: [PainSite], among zones: [Zone]) throws(ControlError)
    -> Control.FindZonesReply
  {
    for place in places {
      if let refusal = place.refusal { throw .refused(refusal, rule: place.id) }
    }
    var found: [Zone] = []
    for id in places.flatMap(\.zones) where !found.contains(where: { $0.id == id }) {
      found += zones.filter { $0.id == id }
    }
    let asked = Set(places.flatMap(\.questions))
    return Control.FindZonesReply(
      zones: found.map { Control.Zone($0, catalogue: plane.catalogue) },
      places: places.map { Control.Place($0) },
      questions: Questionnaire.standard.questions.filter { asked.contains($0.id) }.map {
        Control.Question($0, open: false)
      })
  }

  /// A name has few words; whoever sends more means something else.
  private static func checkLength(_ text: String?) throws(ControlError) {
    guard let count = text?.unicodeScalars.count, count > 200 else { return }
    throw .messageInvalid(
      "The words to look for have \(count) characters, at most 200 are read. Give a few words.")
  }

  /// Any zone, locked ones too, and of an address its zone.
  func showZone(_ parameters: Control.ShowZoneParameters) throws -> Control.ShowZoneReply {
    try Self.checkLength(parameters.zone)
    let zone = try resolver.zone(parameters.zone)
    return Control.ShowZoneReply(
      zone: Control.Zone(zone, catalogue: plane.catalogue),
      facts: zone.facts.map { Control.Fact($0) }, claims: zone.claims.map { Control.Claim($0) })
  }

  func drawZones(_ parameters: Control.DrawZonesParameters) throws(ControlError)
    -> Control.DrawZonesReply
  {
    guard (1...44).contains(parameters.zones.count) else {
      throw .messageInvalid("A map shows 1 to 44 zones, not \(parameters.zones.count).")
    }
    let columns = parameters.columns ?? 50
    guard (24...200).contains(columns) else {
      throw .messageInvalid("A sketch has 24 to 200 columns, not \(columns).")
    }
    var addresses: [ZoneAddress] = []
    for text in parameters.zones {
      try Self.checkLength(text)
      addresses.append(try resolver.place(text))
    }
    let map = BodyMap(addresses, catalogue: plane.catalogue)
    let sketch = Sketch(map, columns: columns, plain: parameters.plain ?? false)
    return Control.DrawZonesReply(
      svg: VectorMap.text(map), sketch: sketch.lines, paint: sketch.paint)
  }

  func seventeen() throws(ControlError) -> Control.ListSeventeenReply {
    guard let list = plane.catalogue.seventeen else {
      throw .noSuchZone("This catalogue has no list of seventeen.", query: "", candidates: [])
    }
    return Control.ListSeventeenReply(
      title: list.title, note: list.note, muscles: list.muscles.map { Control.Listed($0) })
  }

  func presets() -> [Control.Preset] {
    Presets.all.map { Control.Preset($0, catalogue: plane.catalogue) }
  }

  func showPreset(_ parameters: Control.ShowPresetParameters) throws -> Control.ShowPresetReply {
    guard let preset = Presets.named(parameters.name) else {
      let near = Presets.suggestions(for: parameters.name)
      let hint = near.first.map { "Did you mean '\($0)'?" } ?? "List them with 'tonus presets'."
      throw ControlError.noSuchPreset(
        "There is no preset '\(parameters.name)'. \(hint)", name: parameters.name,
        candidates: near)
    }
    return Control.ShowPresetReply(
      preset: Control.Preset(preset, catalogue: plane.catalogue), text: preset.text)
  }
}
