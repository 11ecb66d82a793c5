// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities
import Testing

@Suite("Presets") struct PresetTests {
  @Test("H12: every preset that runs is proved within one session", arguments: Presets.all)
  func proved(preset: Preset) throws {
    switch Checker.prove(preset.program, device: Preset.anyDevice) {
    case .success(let timeline):
      #expect(!preset.isInformation)
      #expect(timeline.summary.energised <= Limits.sessionEnergisedMaximum)
      #expect(timeline.summary.longest <= Limits.deviceWallMaximum)
      #expect(timeline.warnings.isEmpty)
    case .failure(let problems):
      #expect(preset.isInformation, "\(problems.rendered(source: preset.text, name: preset.name))")
    }
  }

  @Test("the seven groups come first, in the order of the seed")
  func order() {
    let firsts = Presets.all.prefix(7).map { String($0.name.prefix(7)) }
    #expect(firsts == (1...7).map { "group-\($0)" })
  }

  @Test("the sixth group only explains, and points at what can be treated")
  func information() throws {
    let preset = try #require(Presets.named("group-6-iliopsoas"))
    guard case .failure(let problems) = Checker.prove(preset.program, device: Preset.anyDevice)
    else {
      Issue.record("information ran")
      return
    }
    #expect(problems.list.first?.code == .informationOnly)
    #expect(problems.list.first?.message.contains("tensor-fasciae-latae") == true)
  }

  @Test("the first group is addressable by level")
  func level() throws {
    let preset = try #require(Presets.named("group-1-intrinsic-spinal"))
    let level = try #require(Level("L3-L4"))
    let timeline = try Checker.prove(
      preset.program, arguments: ProgramArguments(level: level), device: Preset.anyDevice
    ).get()
    #expect("\(timeline.segments[0].address)" == "multifidus-lumbar@L3-L4:left")
    #expect(timeline.segments.map { "\($0.address)" }.contains("multifidus-lumbar@L3-L4:right"))
  }

  @Test(
    "H5: every zone that may be treated has a default preset, proved on both sides",
    arguments: Catalogue.standard.zones)
  func zoneDefault(zone: Zone) throws {
    guard zone.safetyClass != .c else {
      #expect(Presets.forZone(ZoneAddress(zone: zone.id)) == nil)
      return
    }
    var (program, arguments) = try #require(Presets.forZone(ZoneAddress(zone: zone.id)))
    arguments.side = .both
    for person in [PersonLimits.unrestricted, .firstSessions] {
      arguments.intensity = 10
      let timeline = try Checker.prove(
        program, arguments: arguments, person: person, device: Preset.anyDevice
      ).get()
      let sides = zone.sides.count
      #expect(timeline.summary.treatments.count == sides)
      #expect(
        timeline.summary.energised
          == (zone.defaultTime + .seconds(Int64(30))) * Int64(sides))
      #expect(timeline.steps.count(where: { $0.kind == .move }) == sides - 1)
    }
  }

  @Test("the default preset of a side drives only that side")
  func oneSide() throws {
    let address = try Catalogue.standard.resolve("multifidus-lumbar@L5-S1:left").get()
    let (program, arguments) = try #require(Presets.forZone(address))
    let timeline = try Checker.prove(program, arguments: arguments, device: Preset.anyDevice).get()
    #expect(timeline.segments.map { "\($0.address)" } == ["multifidus-lumbar@L5-S1:left"])
    #expect(timeline.summary.energised == .seconds(Int64(120)))
    // Intensity 4 of a 3 mm box at 30 Hz.
    #expect(timeline.summary.amplitudePeak == Displacement(millimeters: 1.2))
  }
}
