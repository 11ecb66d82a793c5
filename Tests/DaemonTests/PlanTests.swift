// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing
import Varlink

@testable import Daemon

@Suite("Plans for a person, in the daemon")
struct PlanTests {
  private func answer(_ client: TonusClient, yes: Set<String> = []) async throws {
    _ = try await client.answerQuestions(
      answers: try await client.questions().questions.map {
        Control.Answer(id: $0.id, yes: yes.contains($0.id))
      })
  }

  @Test("every plan is listed, shown and proved by name")
  func listed() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client)
      let plans = try await client.listPlans()
      #expect(plans.count == 8)
      for plan in plans {
        let page = try await client.showPlan(name: plan.name)
        #expect(page.files[page.main]?.contains("tonus: 1") == true)
        #expect(page.omitted.isEmpty)
        guard plan.pattern == nil else { continue }
        let proved = try await client.check(target: Control.Target(target: plan.name, side: "both"))
        #expect(proved.notes.contains { $0.contains(plan.about.prefix(30)) })
      }
    }
  }

  @Test("a plan for a posture pattern is refused before an assessment, and runs after it")
  func assessmentFirst() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client)
      let target = Control.Target(target: "high-hip", side: "left")
      do {
        _ = try await client.check(target: target)
        Issue.record("it was proved")
      } catch let error as ControlError {
        #expect(error.kind == .refused && error.details["rule"]?.string == "assessment")
      }
      let reply = try await client.assess(
        assessment: Control.Assessment(patterns: ["high-hip"], highSide: "left"))
      #expect(reply.changes.isEmpty)
      #expect(reply.proposal.items.contains { $0.zone == "quadratus-lumborum:left" })
      #expect(try await client.check(target: target).zones.count == 4)
      let proposal = try await client.check(target: Control.Target(target: "proposal"))
      #expect(proposal.zones.count == reply.proposal.items.count)
    }
  }

  @Test("daily life is kept with an assessment or alone, compared, and offers a plan")
  func dailyLife() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client)
      let first = try await client.assess(
        assessment: Control.Assessment(
          pain: 2, daily: Control.DailyLife(abilities: ["bed": 3, "car": 5], sittingHours: 9)))
      #expect(first.proposal.plans.map(\.plan) == ["sitting-day"] && first.proposal.items.isEmpty)
      let said = try await client.writeDiary(
        Control.WriteDiaryParameters(
          kind: "daily", daily: Control.DailyLife(abilities: ["bed": 7], work: "driving")))
      #expect(said.notes == ["bed: 3 → 7 (better)"])
      let course = try await client.showCourse()
      #expect(course.daily.map(\.id) == ["bed", "toilet", "car", "walking", "stairs"])
      #expect(course.daily.map(\.last) == [7, nil, 5, nil, nil])
      #expect(course.daily[0].first == 3 && course.daily[0].change == "better")
      #expect(course.sittingHours == 9 && course.work == "driving")
      let later = try await client.assess(
        assessment: Control.Assessment(
          pain: 2, daily: Control.DailyLife(abilities: ["car": 4])))
      #expect(later.changes == ["pain: 2 → 2 (the same)", "car: 5 → 4 (about the same)"])
      #expect(later.proposal.plans.count == 1)
      let reply = try await client.proposePlan()
      #expect(reply.assessment.daily?.abilities == ["bed": 7, "car": 4])
      #expect(reply.proposal.plans.first?.reason.contains("9 hours a day, mostly driving") == true)
      for (kind, daily) in [
        ("daily", nil), ("note", Control.DailyLife(abilities: ["bed": 1])),
        ("daily", Control.DailyLife(abilities: ["sofa": 1])), ("daily", Control.DailyLife()),
      ] {
        await #expect(throws: ControlError.self) {
          _ = try await client.writeDiary(Control.WriteDiaryParameters(kind: kind, daily: daily))
        }
      }
      #expect(try await client.diary().map(\.kind) == ["daily", "daily", "daily"])
    }
  }

  @Test("H10: a place that is off for the person is left out of a plan, and it says so")
  func leftOut() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client, yes: ["HC-10"])
      let plan = try await client.check(target: Control.Target(target: "back-7"))
      #expect(!plan.zones.contains { $0.hasPrefix("quadratus-lumborum") })
      #expect(plan.notes.contains { $0.contains("Left out") && $0.contains("HC-10") })
      let lease = try await client.acquire().lease
      let started = try await client.start(
        lease: lease, target: Control.Target(target: "back-7", side: "left"))
      #expect(started.plan.zones.allSatisfy { $0.hasSuffix(":left") })
      _ = try await client.stop()
    }
  }

  @Test("H10: a side that numbness has locked is left out of plans, and the other one is treated")
  func lockedSide() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client)
      let plans = ["intrinsic-segmental", "gentle", "back-7"]
      var whole: [String: [String]] = [:]
      for plan in plans {
        whole[plan] = try await client.check(target: Control.Target(target: plan, side: "both"))
          .zones.map { $0 }
      }
      let driver = try await Driver(
        daemon.socketPath, target: Control.Target(target: "multifidus-lumbar", side: "left"))
      _ = try await client.writeDiary(
        Control.WriteDiaryParameters(kind: "after", session: driver.session, numb: true))
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.outcome == "interrupted" && record.reason.contains("locked"))
      for plan in plans {
        let proved = try await client.check(target: Control.Target(target: plan, side: "both"))
        let left = whole[plan]?.filter {
          !($0.hasPrefix("multifidus-lumbar") && $0.hasSuffix("left"))
        }
        #expect(proved.zones == left, "\(plan): \(proved.zones)")
        #expect(proved.notes.contains { $0.contains("Left out") && $0.contains("diary unlock") })
      }
      await #expect(throws: ControlError.self) {
        _ = try await client.check(
          target: Control.Target(target: "intrinsic-segmental", side: "left"))
      }
      let reply = try await client.assess(
        assessment: Control.Assessment(muscles: [
          Control.Muscle(zone: "multifidus-lumbar", side: "left", state: "tight"),
          Control.Muscle(zone: "multifidus-lumbar", side: "right", state: "tight"),
        ]))
      #expect(reply.proposal.items.map(\.zone) == ["multifidus-lumbar:right"])
      #expect(reply.proposal.leftOut.contains { $0.contains("locked") })
    }
  }

  @Test(
    "H10: of both sides, and of a group, the locked one is left out; alone it says what to ask for")
  func lockedSideOfZone() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client)
      let driver = try await Driver(
        daemon.socketPath, target: Control.Target(target: "quadratus-lumborum", side: "left"))
      _ = try await client.writeDiary(
        Control.WriteDiaryParameters(kind: "after", session: driver.session, numb: true))
      _ = try await record(driver.session, daemon.socketPath)
      for name in ["quadratus-lumborum", "QL", "group-3-quadratus-lumborum"] {
        let target = Control.Target(target: name, side: "both")
        let plan = try await client.check(target: target)
        #expect(plan.zones == ["quadratus-lumborum:right"], "\(name): \(plan.zones)")
        #expect(plan.notes.contains { $0.contains("Left out") && $0.contains("diary unlock") })
      }
      let started = try await driver.client.start(
        lease: driver.lease, target: Control.Target(target: "QL", side: "both"))
      #expect(started.plan.zones == ["quadratus-lumborum:right"])
      _ = try await client.stop()
      do {
        _ = try await client.check(target: Control.Target(target: "QL", side: "left"))
        Issue.record("it was proved")
      } catch let error as ControlError {
        #expect(error.kind == .zoneLocked && error.message.contains("--side right"))
        #expect(error.message.contains("diary unlock quadratus-lumborum:left"))
      }
    }
  }

  @Test("H10: a plan of which nothing is left is refused")
  func nothingLeft() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      try await answer(client, yes: ["HC-3"])
      await #expect(throws: ControlError.self) {
        _ = try await client.check(target: Control.Target(target: "intrinsic-segmental"))
      }
    }
  }
}
