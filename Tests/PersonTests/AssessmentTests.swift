// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Foundation
import Programs
import Quantities
import Testing

@testable import Person

@Suite("What an assessment suggests")
struct AssessmentTests {
  func proved(_ proposal: Proposal) throws -> Timeline {
    let program = try ProgramParser.parse(try #require(proposal.bundle)).get()
    return try Checker.prove(
      program, arguments: ProgramArguments(intensity: 10), device: Preset.anyDevice
    ).get()
  }

  @Test("H5: every pattern and every pair of patterns gives a proposal within one session, proved")
  func patterns() throws {
    let all = PosturePattern.allCases
    for a in all {
      for b in all where a <= b {
        let patterns = a == b ? [a] : [a, b]
        let assessment = Assessment(
          patterns: patterns, highSide: patterns.contains(.highHip) ? .right : nil)
        guard let checked = try? assessment.checked() else { continue }
        let proposal = checked.proposal()
        #expect(!proposal.items.isEmpty, "\(patterns)")
        #expect(proposal.seconds <= 900)
        for item in proposal.items {
          #expect(!item.reason.isEmpty && item.provenance.contains("["), "\(item)")
          #expect(item.confidence == .low)
          #expect(Catalogue.standard[item.address.zone]?.safetyClass != .c)
        }
        let timeline = try proved(proposal)
        #expect(timeline.summary.energised == .seconds(Int64(proposal.seconds)))
        let order = proposal.items.map { $0.profile == .facilitate }
        #expect(order == order.sorted { !$0 && $1 }, "tight before weak")
      }
    }
  }

  @Test("a high hip has its sides: quadratus lumborum above, tensor below")
  func highHip() {
    let proposal = Assessment(patterns: [.highHip], highSide: .left).proposal()
    let places = proposal.items.map(\.address.description)
    #expect(places.contains("quadratus-lumborum:left"))
    #expect(!places.contains("quadratus-lumborum:right"))
    #expect(places.contains("tensor-fasciae-latae:right"))
    #expect(!places.contains("tensor-fasciae-latae:left"))
  }

  @Test("a restricted movement comes first, at its level, with the deep muscles of its side")
  func movement() throws {
    let rotation = Assessment.Movement(
      region: .lumbar, level: "L4-L5", direction: .rotation, side: .left, freedom: 3)
    let assessment = Assessment(patterns: [.forwardPelvis], movements: [rotation])
    let proposal = assessment.proposal()
    #expect(proposal.items.first?.address.description == "rotatores-lumbar@L4-L5:left")
    #expect(proposal.items.first?.confidence == .medium)
    #expect(proposal.items.first?.reason.contains("3 of 10") == true)
    _ = try proved(proposal)
    let free = Assessment(movements: [
      Assessment.Movement(region: .lumbar, direction: .flexion, freedom: 9)
    ])
    #expect(free.proposal().items.isEmpty)
    #expect(free.proposal().bundle == nil)
  }

  @Test("H6: nothing tight, in spasm or with pain above 5 is woken")
  func facilitation() {
    for state in [Assessment.Muscle.State.tight, .spasm] {
      let found = Assessment(
        patterns: [.forwardHead],
        muscles: [Assessment.Muscle(zone: "rhomboids", side: .left, state: state)])
      #expect(!found.mayFacilitate("rhomboids", .left))
      #expect(found.mayFacilitate("rhomboids", .right))
      let left = found.proposal().items.filter { $0.address.description == "rhomboids:left" }
      #expect(left.map(\.profile) == [.relax])
    }
    let hurts = Assessment(patterns: [.forwardHead], pain: 6)
    #expect(!hurts.mayFacilitate("rhomboids", .left))
    #expect(!hurts.proposal().items.contains { $0.profile == .facilitate })
    #expect(hurts.proposal().leftOut.contains { $0.text.contains("pain above 5") })
  }

  @Test("H5: the checker refuses to wake what may not be woken, whatever the program says")
  func checkerRefuses() throws {
    let text = """
      tonus: 1
      title: T
      steps:
        - hold: {zone: "rhomboids:left", profile: facilitate, frequency: 90 Hz, amplitude: 50 %, for: 10 s}
      """
    var person = PersonLimits.unrestricted
    #expect(throws: Never.self) {
      try Checker.prove(text: text, person: person, device: Preset.anyDevice).get()
    }
    person.notFacilitated = [PersonLimits.ZoneSide(zone: "rhomboids", side: .left)]
    guard
      case .failure(let problems) = Checker.prove(
        text: text, person: person, device: Preset.anyDevice)
    else {
      Issue.record("it was woken")
      return
    }
    #expect(problems.list.first?.code == .nothingReachable)
  }

  @Test("locked zones are information, zones that are off for a person are left out")
  func information() {
    let assessment = Assessment(patterns: [.forwardPelvis])
    #expect(assessment.proposal().information.contains { $0.zone == "iliopsoas" })
    let off = ZoneLimit(
      question: "HC-10", place: "the loin", zones: ["quadratus-lumborum"], factor: 0,
      provenance: Provenance(sources: ["s"], standing: .engineering))
    let proposal = assessment.proposal(Restrictions([off]))
    #expect(!proposal.items.contains { $0.address.zone == "quadratus-lumborum" })
    #expect(proposal.leftOut.contains { $0.text.contains("HC-10") })
  }

  @Test("what was found normal is not treated, and an own finding outweighs a pattern")
  func ownFinding() {
    let normal = Assessment(
      patterns: [.highHip], highSide: .left,
      muscles: [Assessment.Muscle(zone: "quadratus-lumborum", side: .left, state: .normal)])
    #expect(!normal.proposal().items.contains { $0.address.zone == "quadratus-lumborum" })
    let weak = Assessment(
      muscles: [
        Assessment.Muscle(zone: "gluteus-medius", side: .right, state: .weak),
        Assessment.Muscle(zone: "gluteus-medius", side: .left, state: .normal),
      ])
    let item = weak.proposal().items.first
    #expect(item?.profile == .facilitate)
    #expect(item?.confidence == .medium)
    #expect(item?.reason.contains("unlike the other side") == true)
  }

  @Test(
    "what contradicts itself is refused",
    arguments: [
      Assessment(patterns: [.forwardPelvis, .backwardPelvis]),
      Assessment(patterns: [.highHip]),
      Assessment(patterns: [.forwardHead], highSide: .left),
      Assessment(patterns: [.forwardHead, .forwardHead]),
      Assessment(pain: 11),
      Assessment(movements: [.init(region: .lumbar, direction: .rotation, freedom: 5)]),
      Assessment(movements: [.init(region: .lumbar, direction: .flexion, side: .left, freedom: 5)]),
      Assessment(movements: [
        .init(region: .lumbar, level: "X9", direction: .flexion, freedom: 5)
      ]),
      Assessment(muscles: [
        .init(zone: "rhomboids", side: .left, state: .tight),
        .init(zone: "rhomboids", side: .left, state: .weak),
      ]),
      Assessment(muscles: [.init(zone: "nonsense", side: .left, state: .tight)]),
      Assessment(muscles: [.init(zone: "rhomboids", side: .midline, state: .tight)]),
    ])
  func contradictions(assessment: Assessment) {
    #expect(throws: AssessmentError.self) { try assessment.checked() }
  }

  @Test("before and after are compared thing by thing")
  func changes() {
    let before = Assessment(
      pain: 5, movements: [.init(region: .lumbar, direction: .flexion, freedom: 4)],
      muscles: [.init(zone: "rhomboids", side: .left, state: .tight)])
    var after = before
    after.pain = 3
    after.movements[0].freedom = 7
    after.muscles[0].state = .normal
    #expect(
      after.changes(since: before) == [
        "pain: 5 → 3 (better)", "lumbar flexion: 4 → 7 (freer)", "rhomboids:left: tight → normal",
      ])
  }

  @Test("advice is somebody's words with what speaks against it, and fits the pain")
  func advice() {
    let rules = AssessmentRules.standard
    for advice in rules.advice { #expect(!advice.provenance.sources.isEmpty) }
    let bending = Assessment(painPattern: .bending, pain: 4).proposal().advice.map(\.id)
    #expect(bending.contains("bending") && !bending.contains("standing"))
    let heat = rules.advice.first { $0.id == "heat" }
    #expect(heat?.against?.provenance.standing == .published)
    #expect(heat?.provenance.standing == .vendor)
  }
}

extension PosturePattern {
  fileprivate static func <= (a: PosturePattern, b: PosturePattern) -> Bool {
    a.rawValue <= b.rawValue
  }
}
