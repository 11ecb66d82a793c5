// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing
import Varlink

@testable import Daemon

@Suite("What a person's answers take away, in the daemon")
struct PersonTests {
  private func answer(_ client: TonusClient, yes: Set<String>) async throws
    -> Control.AnswerQuestionsReply
  {
    try await client.answerQuestions(
      answers: try await client.questions().questions.map {
        Control.Answer(id: $0.id, yes: yes.contains($0.id))
      })
  }

  private func kind(_ body: () async throws -> Void) async -> ControlError? {
    do {
      try await body()
      return nil
    } catch { return error as? ControlError }
  }

  @Test("H10: a zone that is off for a person is refused by Check and by Start, with the question")
  func off() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let reply = try await answer(client, yes: ["HC-3"])
      #expect(reply.restrictions.count == 2)
      let low = Control.Target(target: "multifidus-lumbar", side: "left")
      let checked = await kind { _ = try await client.check(target: low) }
      #expect(checked?.kind == .refused)
      #expect(checked?.details["rule"]?.string == "HC-3")
      let lease = try await client.acquire().lease
      let started = await kind { _ = try await client.start(lease: lease, target: low) }
      #expect(started?.kind == .refused)
      let plan = try await client.check(target: Control.Target(target: "rhomboids", side: "left"))
      #expect(plan.notes.contains { $0.contains("HC-3") })
      // What goes for one person goes for no other.
      let other = await kind { _ = try await client.check(target: low, subject: "somebody else") }
      #expect(other == nil)
    }
  }

  @Test("H5: an answer that halves the amplitude halves the envelope, and Explain names it")
  func halved() async throws {
    try await withDaemon(speed: 1) { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let target = Control.Target(target: "multifidus-lumbar", side: "left", intensity: 10)
      let whole = try await client.check(target: target)
      _ = try await answer(client, yes: ["HC-11"])
      let half = try await client.check(target: target)
      #expect(abs(half.amplitudeMax - whole.amplitudeMax / 2) < 0.002)
      let lease = try await client.acquire().lease
      let plan = try await client.start(lease: lease, target: target).plan
      #expect(abs(plan.amplitudeMax - half.amplitudeMax) < 0.002)
      let explanations = try await client.explain().explanations
      let person = try #require(explanations.first { $0.limit == "person" })
      #expect(person.active)
      #expect(person.source.contains("HC-11"), "\(person.source)")
      #expect(person.bounds.contains("25 %"), "\(person.bounds)")
      _ = try await client.stop()
    }
  }

  @Test("H10: a clinician's agreement is kept with name and date, and lifts what the question says")
  func agreement() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let refused = await kind { _ = try await answer(client, yes: ["HC-4"]) }
      #expect(refused?.kind == .refused)
      let target = Control.Target(target: "multifidus-lumbar", side: "left")
      #expect(await kind { _ = try await client.check(target: target) }?.kind == .refused)
      let today = Date.now.formatted(.iso8601.year().month().day())
      let left = try await client.recordAgreement(
        question: "HC-4", clinician: "Dr. A. Smith", date: today)
      #expect(left.count == 2)
      _ = try await client.check(target: target)
      let kidney = Control.Target(target: "QL", side: "left")
      #expect(await kind { _ = try await client.check(target: kidney) }?.kind == .refused)
      let sheet = try await client.questions()
      #expect(
        sheet.agreements == [
          Control.Agreement(question: "HC-4", clinician: "Dr. A. Smith", date: today)
        ])
      let absolute = await kind {
        _ = try await client.recordAgreement(
          question: "HC-1", clinician: "Dr. A. Smith", date: today)
      }
      #expect(absolute?.kind == .messageInvalid)
    }
  }

  @Test("H10: partial and contradictory answers are refused and none is taken")
  func partial() async throws {
    try await withDaemon { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let all = try await client.questions().questions.map {
        Control.Answer(id: $0.id, yes: false)
      }
      for answers in [Array(all.dropLast()), all + [Control.Answer(id: "RF-1", yes: true)]] {
        let error = await kind { _ = try await client.answerQuestions(answers: answers) }
        #expect(error?.kind == .messageInvalid)
      }
      let open = try await client.questions().questions.filter(\.open)
      #expect(open.count == all.count)
    }
  }
}
