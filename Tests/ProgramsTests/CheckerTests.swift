// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Programs
import Quantities
import Testing

@Suite("The checker") struct CheckerTests {
  private func text(steps: Int) -> String {
    var text = "tonus: 1\ntitle: Long\nzone: gluteus-maximus:left\nsteps:\n"
    for step in 0..<steps {
      text +=
        step % 2 == 0
        ? "  - ramp: {frequency: 30 Hz to 50 Hz, amplitude: 0.5 mm to 1 mm, for: 100 ms}\n"
        : "  - rest: 100 ms\n"
    }
    return text
  }

  @Test("H5: without a side, what restricts any side of a zone holds; no number leaves nothing")
  func withoutSide() {
    let zone = ZoneID("interspinales-lumbar")
    for side in Side.allCases {
      let place = PersonLimits.ZoneSide(zone: zone, side: side)
      let person = PersonLimits(zoneFactors: [place: 0.3], notFacilitated: [place])
      #expect(person.factor(ZoneAddress(zone: zone), .b) == 0.3)
      #expect(person.excludes(ZoneAddress(zone: zone), .facilitate))
      #expect(!person.excludes(ZoneAddress(zone: zone), .relax))
      for other in Side.allCases {
        let address = ZoneAddress(zone: zone, side: other)
        #expect(person.factor(address, .b) == (other == side ? 0.3 : 1))
        #expect(person.excludes(address, .facilitate) == (other == side))
      }
      let nothing = PersonLimits(zoneFactors: [place: .nan])
      #expect(nothing.factor(ZoneAddress(zone: zone), .b) == 0)
    }
  }

  @Test("ten thousand steps are no step too many, and one more is")
  func most() throws {
    // 5,000 × 100 ms would be 500 s on one zone-side: told, and nothing else.
    let problems = try #require(throws: Problems.self) {
      try Checker.prove(text: text(steps: 10_000), device: Preset.anyDevice).get()
    }
    #expect(problems.list.filter { $0.severity == .error }.map(\.code) == [.zoneTime])
    let more = try #require(throws: Problems.self) {
      try Checker.prove(text: text(steps: 10_001), device: Preset.anyDevice).get()
    }
    #expect(more.list.map(\.code) == [.tooManySteps])
  }

  @Test("thousands of errors are told by the first fifty")
  func manyErrors() {
    let broken = text(steps: 4000).replacing("30 Hz to", with: "3 Hz to")
    guard case .failure(let problems) = Checker.prove(text: broken, device: Preset.anyDevice) else {
      Issue.record("3 Hz passed")
      return
    }
    #expect(problems.list.count { $0.severity == .error } == 50)
  }

  @Test("warnings in any number never hide an error")
  func warnings() {
    let rushed = text(steps: 400) + "  - hold: {frequency: 3 Hz, amplitude: 1 mm, for: 1 s}\n"
    guard case .failure(let problems) = Checker.prove(text: rushed, device: Preset.anyDevice) else {
      Issue.record("3 Hz passed")
      return
    }
    #expect(problems.list.contains { $0.code == .frequencyOutside })
  }

  @Test("H5: a device, a person or a parameter that is no number proves nothing")
  func nonsense() throws {
    let (program, arguments) = try #require(
      Presets.forZone(ZoneAddress(zone: "piriformis", side: .left)))
    var device = Preset.anyDevice
    device.accelerationMax = Acceleration(g: .nan)
    #expect(throws: Problems.self) {
      try Checker.prove(program, arguments: arguments, device: device).get()
    }
    for factor in [Float.nan, 0, -1] {
      #expect(throws: Problems.self) {
        try Checker.prove(
          program, arguments: arguments, person: PersonLimits(factorB: factor),
          device: Preset.anyDevice
        ).get()
      }
    }
    for value in [Double.nan, .infinity, -1, 0, 1e300] {
      var arguments = arguments
      arguments.values["work"] = Quantity(value, .hertz)
      #expect(throws: Problems.self) {
        try Checker.prove(program, arguments: arguments, device: Preset.anyDevice).get()
      }
      arguments.values["work"] = nil
      arguments.values["time"] = Quantity(value, .second)
      #expect(throws: Problems.self) {
        try Checker.prove(program, arguments: arguments, device: Preset.anyDevice).get()
      }
    }
  }

  @Test("a factor above one gives nothing away")
  func generous() throws {
    let (program, arguments) = try #require(
      Presets.forZone(ZoneAddress(zone: "piriformis", side: .left)))
    let usual = try Checker.prove(program, arguments: arguments, device: Preset.anyDevice).get()
    let generous = try Checker.prove(
      program, arguments: arguments, person: PersonLimits(factorB: 7), device: Preset.anyDevice
    ).get()
    #expect(usual == generous)
  }

  @Test("the person's remaining session time is a limit")
  func remaining() throws {
    let (program, arguments) = try #require(
      Presets.forZone(ZoneAddress(zone: "piriformis", side: .left)))
    guard
      case .failure(let problems) = Checker.prove(
        program, arguments: arguments,
        person: PersonLimits(sessionEnergised: .seconds(Int64(60))), device: Preset.anyDevice)
    else {
      Issue.record("120 s fitted into 60 s")
      return
    }
    #expect(problems.list.map(\.code) == [.sessionTime])
  }

  @Test("the same program gives the same timeline", arguments: Presets.all)
  func deterministic(preset: Preset) {
    #expect(preset.outline() == preset.outline())
  }
}
