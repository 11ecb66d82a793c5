// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Testing

@testable import Commands

@Suite("What people read")
struct SnapshotTests {
  let style = TextStyle(width: 80)

  @Test("devices")
  func devices() throws {
    var latched = Samples.device
    latched.id = "serial:/tmp/t2"
    latched.state = "latched"
    latched.simulated = false
    latched.transport = "serial"
    latched.path = "/tmp/t2"
    latched.latches = [Samples.latch, Samples.stuck]
    var distrusted = Samples.device
    distrusted.id = "usb:T1-0003"
    distrusted.state = "quarantined"
    distrusted.detail =
      "Not trusted: it stalls again and again. Unplug it and plug it in again."
    try expectSnapshot(
      DeviceText.lines([Samples.device, latched, distrusted], style: style), "devices")
    try expectSnapshot(DeviceText.lines([], style: style), "devices-none")
  }

  @Test("zones, one zone and a locked one")
  func zones() throws {
    let zones = [Samples.zone, Samples.locked]
    try expectSnapshot(ZoneText.list(zones, query: "back", style: style), "zones")
    try expectSnapshot(ZoneText.list([], query: "xyzzy", style: style), "zones-none")
    try expectSnapshot(ZoneText.page(Samples.zone, style: style), "zone")
    try expectSnapshot(ZoneText.page(Samples.zone, style: TextStyle(width: 50)), "zone-narrow")
    try expectSnapshot(ZoneText.page(Samples.locked, style: style), "zone-locked")
    let address = "multifidus-lumbar@L5-S1:left"
    #expect(
      ZoneText.page(Samples.zone, address: address, style: style).last == "  tonus run \(address)")
    for width in [40, 50, 64, 80] {
      let narrow = ZoneText.list(zones, query: nil, style: TextStyle(width: width))
      #expect(narrow.allSatisfy { Layout.columns($0) <= width })
    }
    try expectSnapshot(SourceText.lines(Samples.shown, style: style), "zone-sources")
    try expectSnapshot(MapText.lines(Samples.map, style: style), "zone-map")
    try expectSnapshot(
      MapText.lines(Samples.map, style: TextStyle(width: 80, isColoured: true)), "zone-map-colour")
  }

  @Test("what to look at when it hurts, and the seventeen")
  func places() throws {
    try expectSnapshot(PlaceText.lines(Samples.found, style: style), "places")
    try expectSnapshot(
      PlaceText.lines(Samples.found, style: TextStyle(width: 50)), "places-narrow")
    try expectSnapshot(PlaceText.seventeen(Samples.seventeen, style: style), "seventeen")
  }

  @Test("presets and a plan")
  func presets() throws {
    try expectSnapshot(PresetText.list([Samples.preset], style: style), "presets")
    try expectSnapshot(
      PresetText.page(Samples.preset, text: "tonus: 1\nsteps: []\n\n", style: style), "preset")
    try expectSnapshot(PlanText.lines(Samples.plan, style: style), "plan")
    try expectSnapshot(PlanText.lines(Samples.plan, style: TextStyle(width: 60)), "plan-narrow")
    var single = Samples.plan
    single.steps = Array(single.steps.prefix(2))
    single.notes = []
    try expectSnapshot(PlanText.lines(single, style: style), "plan-one-zone")
  }

  @Test("of a long plan as much as is read, of a step with two actuators what both do")
  func longPlan() throws {
    var plan = Samples.plan
    plan.steps = Array(repeating: plan.steps[0], count: 10_000)
    let lines = PlanText.lines(plan, style: style)
    #expect(lines.count < PlanText.mostSteps + 10)
    #expect(lines.contains { $0.contains("9940 more steps") })
    plan.steps.removeLast(10_000 - PlanText.mostSteps)
    #expect(!PlanText.lines(plan, style: style).contains { $0.contains("more step") })
    plan.steps = [Samples.plan.steps[0]]
    plan.steps[0].actuators = [0, 1].map { number in
      Control.PlanActuator(
        actuator: number, frequencyStart: 20 + 10 * Double(number), frequencyEnd: 30,
        amplitudeStart: 0.2, amplitudeEnd: 0.2 + 0.3 * Double(number))
    }
    try expectSnapshot(PlanText.lines(plan, style: style), "plan-two-actuators")
  }

  @Test("a session's curve, of one actuator and of two")
  func curves() throws {
    var curve = Samples.curve
    try expectSnapshot(CurveText.lines(curve, style: style), "curve")
    curve.second = curve.first
    try expectSnapshot(CurveText.lines(curve, style: style), "curve-two-actuators")
  }

  @Test("a temperature that nobody knows is a dash, not 0 °C")
  func unknownTemperature() {
    var status = Samples.status()
    status.headCelsius = nil
    #expect(LiveText.line(status).contains("head –"))
    #expect(LiveText.block(status, title: nil, style: style).contains { $0.contains("head – ·") })
  }

  @Test("what happens now")
  func live() throws {
    try expectSnapshot(
      LiveText.block(Samples.status(), title: "Lumbar multifidus", style: style), "live")
    try expectSnapshot(
      LiveText.block(
        Samples.status(), title: "Lumbar multifidus",
        style: TextStyle(width: 80, isColoured: true)), "live-colour")
    var moving = Samples.status("moving")
    moving.prompt = "Move the head to the right side and hold it there; Enter goes on."
    moving.contact = false
    moving.headCelsius = 39.5
    try expectSnapshot(
      LiveText.block(moving, title: nil, style: TextStyle(width: 50)), "live-moving")
    var stopped = Samples.status("stopped")
    stopped.reason = "The device stopped by itself."
    stopped.uncertain = "Whether the last arm arrived is not known."
    stopped.latches = [Samples.latch]
    try expectSnapshot(LiveText.block(stopped, title: nil, style: style), "live-latched")
    try expectSnapshot([LiveText.line(Samples.status()), LiveText.line(moving)], "live-lines")
  }

  @Test("what was delivered")
  func records() throws {
    try expectSnapshot(RecordText.summary(Samples.record, style: style), "summary")
    var bad = Samples.record
    bad.outcome = "failed"
    bad.standstillConfirmed = false
    bad.standstillMs = nil
    try expectSnapshot(RecordText.summary(bad, style: style), "summary-unconfirmed")
    bad.zones[0].meanFrequency = 0
    try expectSnapshot(RecordText.summary(bad, isPast: true, style: style), "summary-past")
    try expectSnapshot(RecordText.history([Samples.record, bad], style: style), "history")
    try expectSnapshot(
      RecordText.summary(Samples.recordOfTwo, style: style), "summary-two-actuators")
    try expectSnapshot(RecordText.history([], style: style), "history-none")
  }

  @Test("which limits shape the output")
  func explanations() throws {
    try expectSnapshot(ExplanationText.lines(Samples.explanations, style: style), "explain")
    try expectSnapshot(ExplanationText.lines([], style: style), "explain-none")
  }

  @Test("the daemon's timing")
  func timings() throws {
    try expectSnapshot(TimingText.lines(Samples.timing, style: style), "timings")
  }

  @Test("the questions")
  func questions() throws {
    try expectSnapshot(
      QuestionText.list(QuestionSheet(questions: Samples.questions), style: style), "questions")
    try expectSnapshot(
      [
        QuestionText.prompt(
          Samples.questions[1], number: 2, of: 3, style: TextStyle(width: 60))
      ] + QuestionText.advice(Samples.questions[1], style: style), "question")
  }

  @Test("H3: unconfirmed standstill says what to do")
  func unconfirmed() {
    let text = RecordText.standstill(
      confirmed: false, standstillMs: nil, confirmedMs: nil, style: style)
    #expect(text.contains("Take it off your body and unplug it."))
  }

  @Test("no line of the display is wider than the terminal")
  func width() {
    for width in [40, 50, 64, 80, 100] {
      let style = TextStyle(width: width, isColoured: true)
      for phase in ["running", "moving", "interrupted"] {
        var status = Samples.status(phase)
        status.prompt = "Move the head to the right side and hold it there; Enter goes on."
        status.reason = String(repeating: "word ", count: 30)
        for line in LiveText.block(status, title: nil, style: style) {
          #expect(Layout.columns(line) <= width, "\(width): \(line)")
        }
      }
    }
  }
}
