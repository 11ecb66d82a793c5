// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
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
    guard let query = parameters.query, !query.isEmpty else {
      return Control.FindZonesReply(zones: plane.catalogue.zones.map { Control.Zone($0) })
    }
    let match = plane.catalogue.find(query)
    if case .none(let suggestions) = match {
      throw ControlError.noSuchZone(
        AddressProblem.unknownZone(query: query, suggestions: suggestions.map(\.id)).message,
        query: query, candidates: suggestions.map(\.id.rawValue))
    }
    return Control.FindZonesReply(zones: match.zones.map { Control.Zone($0) })
  }

  func showZone(_ parameters: Control.ShowZoneParameters) throws -> Control.ShowZoneReply {
    Control.ShowZoneReply(zone: Control.Zone(try resolver.zone(parameters.zone)))
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
