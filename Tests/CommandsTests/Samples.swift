// SPDX-License-Identifier: Apache-2.0

import ControlAPI

@testable import Commands

/// What a daemon might say.
enum Samples {
  static let latch = Latch(
    number: 3, cause: "acceleration", explanation: "The head moved harder than its class allows.",
    needsPowerCycle: false)
  static let stuck = Latch(
    number: 4, cause: "stuckDrive", explanation: "Current flowed while none was asked for.",
    needsPowerCycle: true)

  static let device = Device(
    id: "sim:t1", model: "Tonus reference", serial: "T1-0001", transport: "in-process", path: "",
    firmware: "1.0.0", protocol: "1.0", simulated: true, state: "ready", detail: "", latches: [])

  static let zone = Zone(
    id: "multifidus-lumbar", name: "Lumbar multifidus", anatomicalName: "M. multifidus lumborum",
    group: "Intrinsic spinal muscles", region: "lumbosacral", sides: ["left", "right"],
    levels: ["L1", "L2", "L3", "L4", "L5-S1"], depth: "deep, superficial only at L5–S1",
    depthMillimeters: "10–40", safetyClass: "A",
    profiles: [
      Control.Profile(
        id: "deep", frequencyMin: 20, frequencyMax: 40, amplitudeMin: 1.5, amplitudeMax: 3,
        accelerationMax: 10)
    ], defaultSeconds: 90, maximumSeconds: 180,
    referral:
      "Paramedian L2–S4; local pain at the adjacent spinous process, S1 level to coccyx, may project to the abdomen",
    roles: [
      Control.Role(pattern: "forward-pelvis", state: "tight", about: "as a lumbar extensor"),
      Control.Role(pattern: "backward-pelvis", state: "weak", about: ""),
    ],
    contact: "20–25 mm round head or flat pad in the groove 15–25 mm lateral of midline",
    cautions: "spinous processes, sacral crest; disc or stenosis symptoms stop the session",
    noGo: [
      Control.NoGo(
        id: "spinous-processes", name: "The knobs of the spine",
        reason: "bone under the skin: beside it, not on it"),
      Control.NoGo(
        id: "implant-pocket", name: "Pocket of a pacemaker", reason: "the device and its leads",
        condition: "you carry one"),
    ],
    reachableBy: ["vibration"],
    positions: [
      Control.Position(stance: "side-lying", text: "on the other side, knees drawn up"),
      Control.Position(stance: "seated", text: "backwards on a chair"),
    ],
    aliases: ["lower back deep", "multifidus"])

  static let locked = Zone(
    id: "suboccipitales", name: "Suboccipital muscles", anatomicalName: "Mm. suboccipitales",
    group: "Neck", region: "skull base", sides: ["left", "right"], levels: ["C0", "C2"],
    depth: "deep", depthMillimeters: "20–35", safetyClass: "C", profiles: [], defaultSeconds: 0,
    maximumSeconds: 0, referral: "Deep headache occiput to orbit",
    roles: [Control.Role(pattern: "forward-head", state: "tight", about: "")],
    contact: "", cautions: "vertebral artery directly below", noGo: [], reachableBy: [],
    positions: [], aliases: [],
    locked: "Locked: the third segment of the vertebral artery lies directly below.",
    safeNeighbour: "semispinalis-capitis-cervicis")

  static let engineering = Control.Origin(
    key: "E", standing: "E", title: "This project's own choice")
  static let seed = Control.Origin(key: "seed-004", standing: "V", title: "An article, 2024")

  static let shown = Control.ShowZoneReply(
    zone: zone,
    facts: [
      Control.Fact(
        name: "profiles deep frequency", value: "20–40 Hz",
        origins: [
          engineering, Control.Origin(key: "S12", standing: "S", title: "Hojo et al. 2025"),
        ]),
      Control.Fact(name: "reachable-by", value: "vibration", origins: [seed]),
    ],
    claims: [
      Control.Claim(
        text: "Hands do not reach these muscles.", doubt: "No trial shows it.", origins: [seed])
    ])

  static let found = Control.FindZonesReply(
    zones: [zone, locked],
    places: [
      Control.Place(
        id: "midline-low-back", name: "Midline of the low back",
        zones: ["multifidus-lumbar", "suboccipitales"],
        askFirst: "Only without numbness or weakness in the leg.", note: "Look at the hip as well.",
        questions: ["RF-1", "RF-3"], facts: [])
    ], questions: Array(questions.prefix(2)))

  static let map = Control.DrawZonesReply(
    svg: "<svg/>", sketch: ["⠈⠉⣿×", "⢸ ⣿×"], paint: ["bbzn", "b zn"])

  static let seventeen = Control.ListSeventeenReply(
    title: "17 (reconstructed)", note: "Not the article's list.",
    muscles: [
      Control.Listed(
        name: "Glutes", zones: ["gluteus-maximus", "gluteus-medius"], survived: "in the text",
        origins: [seed]),
      Control.Listed(name: "Pectorals", zones: ["pectoralis"], origins: [engineering]),
    ])

  static let preset = Preset(
    name: "back-7", title: "The back in seven groups, intrinsic muscles first",
    zones: ["multifidus-lumbar", "quadratus-lumborum"], sides: ["left", "right"], seconds: 840,
    steps: 14)

  static let plan = Plan(
    title: "Lumbar multifidus, left", zones: ["multifidus-lumbar:left"], seconds: 95,
    frequencyMax: 30, amplitudeMax: 0.6, accelerationMax: 1.1,
    steps: [
      PlanStep(
        kind: "drive", zone: "multifidus-lumbar:left", seconds: 30, frequencyStart: 20,
        frequencyEnd: 30, amplitudeStart: 0.2, amplitudeEnd: 0.2, text: "Warm up"),
      PlanStep(
        kind: "drive", zone: "multifidus-lumbar:left", seconds: 60, frequencyStart: 30,
        frequencyEnd: 30, amplitudeStart: 0.2, amplitudeEnd: 0.6, text: "Dwell, do not press"),
      PlanStep(
        kind: "move", zone: "multifidus-lumbar:right", seconds: 60, frequencyStart: 0,
        frequencyEnd: 0, amplitudeStart: 0, amplitudeEnd: 0, text: "Move to the right"),
      PlanStep(
        kind: "rest", zone: "multifidus-lumbar:right", seconds: 5, frequencyStart: 0,
        frequencyEnd: 0, amplitudeStart: 0, amplitudeEnd: 0, text: ""),
    ],
    notes: ["Session 1 of the first 3, which are gentle: light first, then more."])

  static let curve = Curve(
    ms: [0, 100], step: [0, 0], commandedFrequency: [30, 30], commandedAmplitude: [0.5, 0.6],
    measuredFrequency: [0, 29.98], measuredAmplitude: [0, 0.587], acceleration: [0, 1.06],
    contactForce: [5.2, 5.23])

  static let telemetry = Telemetry(
    phase: "running", clockMs: 1000, remainingMs: 63_000, commandedFrequency: 30,
    commandedAmplitude: 0.6, measuredFrequency: 29.98, measuredAmplitude: 0.587,
    acceleration: 1.06, driveMilliamperes: 412, contactForce: 5.23, contact: true,
    limiter: "none", superseded: 0)

  static func status(_ phase: String = "running", session: String? = "s1") -> Status {
    Status(
      device: "sim:t1", session: session, phase: phase, zone: "multifidus-lumbar@L5-S1",
      side: "left", step: 1, steps: 4, elapsedMs: 32_000, remainingMs: 63_000, energisedMs: 32_000,
      commandedFrequency: 30, commandedAmplitude: 0.6, measuredFrequency: 29.98,
      measuredAmplitude: 0.587, acceleration: 1.06, driveMilliamperes: 412, contactForce: 5.23,
      contact: true, headCelsius: 33.42, housingCelsius: 30.1, windingCelsius: 41,
      batteryPercent: 83, deviceState: "armed", latches: [], limiter: "slew", clockMs: 99_000)
  }

  static let record = Record(
    session: "s1", subject: "self", device: "sim:t1", simulated: true,
    title: "Lumbar multifidus, left", started: "2026-11-21T02:30:00Z", outcome: "completed",
    reason: "The program has ended.",
    zones: [
      Delivered(
        zone: "multifidus-lumbar@L5-S1:left", energisedMs: 90_000, meanFrequency: 28.4,
        meanAmplitude: 0.452, peakAcceleration: 1.31, meanCommandedAmplitude: 0.46)
    ], energisedMs: 90_000, handPoints: 0.62, standstillMs: 118, confirmedMs: 218,
    standstillConfirmed: true)

  /// Of a device with two actuators, of which a second zone had one.
  static let recordOfTwo = {
    var record = Samples.record
    record.zones[0].actuators = [
      ActuatorMeans(
        actuator: 0, meanFrequency: 28.4, meanAmplitude: 0.452, peakAcceleration: 1.31,
        meanCommandedAmplitude: 0.46),
      ActuatorMeans(
        actuator: 1, meanFrequency: 40, meanAmplitude: 0.29, peakAcceleration: 0.98,
        meanCommandedAmplitude: 0.3),
    ]
    var second = record.zones[0]
    second.zone = "quadratus-lumborum:left"
    second.actuators?[1] = ActuatorMeans(
      actuator: 1, meanFrequency: 0, meanAmplitude: 0, peakAcceleration: 0.1,
      meanCommandedAmplitude: 0)
    record.zones.append(second)
    return record
  }()

  static let questions = [
    Question(
      id: "RF-1", text: "Does back pain wake you at night, and stay the same however you lie?",
      action: "refuse", advice: "Please see a doctor in the next few days.",
      source: "AHCPR [S]; action [E]", effect: "A yes means no session.", open: true),
    Question(
      id: "RF-3",
      text: "Has your control over bladder or bowel changed: trouble passing water, or accidents?",
      action: "emergency", advice: "Please go to an emergency department now.",
      source: "AHCPR [S]; action [E]",
      effect: "A yes means no session, and emergency care now.", open: true),
    Question(
      id: "RF-5", text: "Has the pain been getting worse for two weeks or more?", action: "warn",
      advice: "Please have a doctor look at it.", source: "seed [S]; action [E]",
      effect: "A yes means advice; the session may go on.", open: true),
  ]

  static let explanations = [
    Explanation(
      limit: "slew", bounds: "1.0 mm/s", actual: "0.59 mm", active: true, source: "design [E]"),
    Explanation(
      limit: "class A acceleration", bounds: "10 g", actual: "1.1 g", active: false,
      source: "zone catalogue [E]"),
  ]

  static let timing = Timing(
    ticks: 60_000, lateTicks: 2, latenessP50us: 21.4, latenessP99us: 55.1, latenessP999us: 120,
    latenessMaxUs: 310, allocations: 0)
}
