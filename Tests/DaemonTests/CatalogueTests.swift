// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Testing

@testable import Daemon

@Suite("The catalogue, over the interface", .serialized)
struct CatalogueTests {
  private func error(_ body: () async throws -> Void) async -> ControlError? {
    do {
      try await body()
      return nil
    } catch { return error as? ControlError }
  }

  @Test("zones by words, region, group, role and place, one zone with its sources, a map")
  func finds() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      #expect(try await client.findZones().zones.count == 44)
      let deep = try await client.findZones(.init(region: "lumbar", group: "intrinsic"))
      #expect(deep.zones.map(\.id).contains("multifidus-lumbar"))
      #expect(deep.zones.allSatisfy { $0.group == "intrinsic-spinal" } && deep.places.isEmpty)
      let named = try await client.findZones(.init(query: "multifidus", region: "lumbar"))
      #expect(named.zones.map(\.id) == ["multifidus-lumbar"])
      let weak = try await client.findZones(.init(role: "weak:high-hip"))
      #expect(weak.zones.map(\.id) == ["gluteus-medius", "gluteus-minimus"])
      // Nothing fits both: that is an answer, not an error.
      #expect(try await client.findZones(.init(region: "chest", group: "hip")).zones.isEmpty)

      let hurt = try await client.findZones(.init(where: "pain between the shoulder blades"))
      #expect(hurt.zones.first?.id == "rhomboids")
      #expect(hurt.zones.contains { $0.locked != nil })
      #expect(hurt.places.map(\.id) == ["between-shoulder-blades"])
      #expect(hurt.questions.map(\.id) == ["RF-10", "RF-12"])

      let shown = try await client.showZone(zone: "multifidus-lumbar@L5-S1:left")
      #expect(shown.zone.id == "multifidus-lumbar" && !shown.zone.positions.isEmpty)
      #expect(shown.facts.contains { $0.name == "profiles deep frequency" })
      #expect(shown.facts.allSatisfy { !$0.origins.isEmpty } && !shown.claims.isEmpty)
      #expect(try await client.listSeventeen().muscles.count == 17)

      let map = try await client.drawZones(.init(zones: ["QL:left", "scalenes"], columns: 40))
      #expect(map.svg.hasPrefix("<svg ") && map.sketch.count == map.paint.count)
      #expect(map.sketch.allSatisfy { $0.count <= 40 } && map.paint.joined().contains("l"))
    }
  }

  @Test("H10: chest pain is refused and says the heart first; bad words say what there is")
  func refuses() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let chest = await error { _ = try await client.findZones(.init(where: "chest left side")) }
      #expect(chest?.kind == .refused && chest?.exitCode == .refused)
      #expect(chest?.message.hasPrefix("Think of the heart first.") == true)
      let place = await error { _ = try await client.findZones(.init(where: "elbow")) }
      #expect(place?.kind == .noSuchChoice && place?.candidates.count == 12)
      let role = await error { _ = try await client.findZones(.init(role: "' OR 1=1 --")) }
      #expect(role?.kind == .noSuchChoice && role?.exitCode == .usage)
      let long = String(repeating: "a", count: 201)
      let calls: [Control.FindZonesParameters] = [
        .init(query: long), .init(region: long), .init(group: long), .init(role: long),
        .init(where: long),
      ]
      for call in calls {
        let long = await error { _ = try await client.findZones(call) }
        #expect(long?.kind == .messageInvalid && long?.message.contains("201") == true)
      }
      let steering = await error { _ = try await client.showZone(zone: "\u{1B}]0;x\u{7}") }
      #expect(steering?.kind == .noSuchZone && steering?.message.contains("\u{1B}") == false)
      for zones in [[], Array(repeating: "QL", count: 45)] {
        let map = await error { _ = try await client.drawZones(.init(zones: zones)) }
        #expect(map?.kind == .messageInvalid)
      }
      let narrow = await error { _ = try await client.drawZones(.init(zones: ["QL"], columns: 3)) }
      #expect(narrow?.kind == .messageInvalid)
    }
  }

  @Test("a muscle with two sides asks which; one on the midline does not")
  func sides() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let sideless = await error {
        _ = try await client.check(target: Control.Target(target: "QL"))
      }
      #expect(
        sideless?.message
          == "Which side of 'quadratus-lumborum'? Add --side left, right or both.")
      for side in ["left", "both"] {
        let named = await error {
          _ = try await client.check(target: Control.Target(target: "QL", side: side))
        }
        #expect(named == nil)
      }
      let zones = try await client.findZones().zones
      let midline = try #require(zones.first { $0.sides == ["midline"] && $0.locked == nil })
      let midlineError = await error {
        _ = try await client.check(target: Control.Target(target: midline.id))
      }
      #expect(midlineError == nil)
    }
  }
}
