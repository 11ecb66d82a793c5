// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Envelope
import Foundation
import Programs
import Quantities
import Testing

@testable import Person

@Suite("Plans that ship")
struct PlanTests {
  @Test("all eight are there, each with a description, a source and a standing")
  func shipped() {
    #expect(
      Plans.all.map(\.name) == [
        "back-7", "intrinsic-segmental", "forward-head", "forward-pelvis", "backward-pelvis",
        "high-hip", "sitting-day", "gentle",
      ])
    for plan in Plans.all {
      #expect(plan.about.count > 40)
      #expect(!plan.provenance.sources.isEmpty)
    }
    let patterns = Plans.all.compactMap(\.pattern)
    #expect(Set(patterns) == Set(PosturePattern.allCases))
  }

  @Test(
    "H5: each is proved for anybody and for first sessions, at full intensity, within one session",
    arguments: Plans.all, [Side.left, .right])
  func proved(plan: Plan, side: Side) throws {
    for person in [PersonLimits.unrestricted, .firstSessions] {
      let timeline = try Checker.prove(
        plan.program(side: side), arguments: ProgramArguments(intensity: 10), person: person,
        device: Preset.anyDevice
      ).get()
      #expect(timeline.summary.energised <= Limits.sessionEnergisedMaximum)
      #expect(timeline.stepTexts.contains("Warming up"))
    }
  }

  @Test(
    "they last as long as they are said to, and the warm-up",
    arguments: [
      ("back-7", 840), ("intrinsic-segmental", 300), ("forward-head", 810),
      ("forward-pelvis", 690), ("backward-pelvis", 540), ("high-hip", 300), ("sitting-day", 480),
    ])
  func durations(name: String, seconds: Int64) throws {
    let plan = try #require(Plans.named(name))
    let timeline = try Checker.prove(plan.program(), device: Preset.anyDevice).get()
    let warmUps: Int64 = name == "intrinsic-segmental" ? 60 : 30
    #expect(timeline.summary.energised == .seconds(seconds + warmUps))
  }

  @Test("a high hip on the right is the plan with left and right exchanged, text and all")
  func mirrored() throws {
    let plan = try #require(Plans.named("high-hip"))
    #expect(plan.program(side: .right).title == "High hip, right")
    let left = try #require(plan.program(side: .left).places())
    let right = try #require(plan.program(side: .right).places())
    #expect(left.map(\.address.zone) == right.map(\.address.zone))
    #expect(left.map(\.address.side?.opposite) == right.map(\.address.side))
  }

  @Test("H6: without any one of its places a plan is still proved, and warms up first")
  func leavingOut() throws {
    for plan in Plans.all {
      let places = try #require(plan.program().places())
      // Of one that has a single zone nothing would be left.
      guard Set(places.map(\.address.zone)).count > 1 else { continue }
      for place in places {
        let (program, out) = plan.program().leavingOut { $0.address.zone == place.address.zone }
        #expect(!out.isEmpty)
        let left = try #require(program)
        let timeline = try Checker.prove(left, device: Preset.anyDevice).get()
        #expect(!timeline.segments.contains { $0.address.zone == place.address.zone })
        if plan.name != "gentle" { #expect(timeline.stepTexts.first == "Warming up") }
        if plan.name != "gentle" { #expect(timeline.stepTexts[1].hasPrefix("Comfortable?")) }
      }
    }
  }

  @Test(
    "H5: every plan asks within its warm-up how it is, and every step gets softer from pain 6 on")
  func tolerance() throws {
    for plan in Plans.all {
      let timeline = try Checker.prove(plan.program(), device: Preset.anyDevice).get()
      #expect(timeline.stepTexts[1].hasPrefix("Comfortable?"), "\(plan.name)")
      let driven = timeline.steps.filter { $0.kind == .drive }
      #expect(driven.prefix(2).reduce(.zero) { $0 + $1.duration } <= .seconds(Int64(60)))
      #expect(driven.allSatisfy { $0.reaction.painThreshold == 6 }, "\(plan.name)")
    }
  }

  @Test("without all of its places nothing is left")
  func nothingLeft() throws {
    let plan = try #require(Plans.named("back-7"))
    #expect(plan.program().leavingOut { _ in true }.program == nil)
  }

  @Test("H6: where only weak muscles are left, the warm-up eases and does not wake")
  func warmUpEases() throws {
    let plan = try #require(Plans.named("forward-head"))
    let (program, _) = plan.program().leavingOut { !$0.isFacilitating }
    let timeline = try Checker.prove(try #require(program), device: Preset.anyDevice).get()
    #expect(timeline.segments.first?.profile == .relax)
  }

  @Test("a plan for a posture pattern needs an assessment that found it, on that side, not too old")
  func assessmentFirst() throws {
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    let plan = try #require(Plans.named("high-hip"))
    let found = Assessment(patterns: [.highHip], highSide: .left)
    let dated = DatedAssessment(given: now, assessment: found)
    #expect(plan.refusal(nil, side: .left, now: now) != nil)
    #expect(plan.refusal(dated, side: .left, now: now) == nil)
    #expect(plan.refusal(dated, side: .right, now: now) != nil)
    #expect(plan.refusal(dated, side: .left, now: now + Limits.assessmentValid) != nil)
    let other = DatedAssessment(given: now, assessment: Assessment(patterns: [.forwardHead]))
    #expect(plan.refusal(other, side: .left, now: now) != nil)
    #expect(Plans.named("back-7")?.refusal(nil, side: nil, now: now) == nil)
  }
}
