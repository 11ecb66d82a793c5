// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Testing

@testable import Daemon

@Suite("Records of a person, through the daemon", .serialized)
struct DiaryServiceTests {
  private static let program = """
    tonus: 1
    title: Ten seconds
    zone: multifidus-lumbar:left
    steps:
      - hold: {frequency: 30 Hz, amplitude: 100 %, for: 10 s}
    """
  private static let target = Control.Target(program: program, programName: "ten.yaml")

  private func kind(_ body: () async throws -> Void) async -> ControlError.Kind? {
    do {
      try await body()
      return nil
    } catch let error as ControlError {
      return error.kind
    } catch {
      return nil
    }
  }

  @Test("H10: what is said before, in and after a session is kept, and numbness locks the zone")
  func said() async throws {
    try await withDaemon(speed: 20) { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      _ = try await client.writeDiary(Control.WriteDiaryParameters(kind: "before", pain: 3))
      let driver = try await Driver(daemon.socketPath, target: Self.target)
      try await client.pain(number: 4)
      let record = try await record(driver.session, daemon.socketPath)
      #expect(record.said.map(\.number) == [4] && record.said.first?.question == nil)
      let after = try await client.writeDiary(
        Control.WriteDiaryParameters(
          kind: "after", session: driver.session, pain: 6, tolerance: 8, numb: true))
      #expect(after.locks.map { "\($0.zone):\($0.side)" } == ["multifidus-lumbar:left"])
      #expect(after.notes.contains { $0.contains("Pain was up by 2 or more") })
      #expect(try await client.showCourse().percentA == 35)
      #expect(await kind { _ = try await client.check(target: Self.target) } == .zoneLocked)
      #expect(
        await kind { _ = try await driver.client.start(lease: driver.lease, target: Self.target) }
          == .zoneLocked)
      #expect(
        await kind {
          _ = try await client.unlock(zone: "multifidus-lumbar", side: "left", gone: false)
        } == .refused)
      _ = try await client.unlock(zone: "multifidus-lumbar", side: "left", gone: true)
      let plan = try await client.check(target: Self.target)
      #expect(plan.notes.contains { $0.contains("so this one is lower") }, "\(plan.notes)")
      let entries = try await client.diary()
      #expect(entries.map(\.kind) == ["after", "before"])
      #expect(entries.allSatisfy { $0.session == driver.session })
    }
  }

  @Test("H2: what is left is told, and export, erase and restore grant nothing")
  func archive() async throws {
    try await withDaemon(speed: 50) { daemon in
      let client = try await TonusClient.connect(path: daemon.socketPath)
      let driver = try await Driver(daemon.socketPath, target: Self.target)
      _ = try await record(driver.session, daemon.socketPath)
      let dose = try await client.showDose(zones: ["gluteus-maximus"])
      #expect(dose.zones.count == 3 && dose.sessions == 1)
      let had = try #require(dose.zones.first { $0.zone == "multifidus-lumbar" })
      #expect(had.usedMs >= 9000 && had.leftMs <= 300_000 - 9000)
      let records = try await client.export()
      #expect(records.count == 1)
      #expect(await kind { _ = try await client.erase(confirm: false) } == .refused)
      #expect(try await client.erase(confirm: true).kept == 1)
      #expect(try await client.history().isEmpty)
      #expect(try await client.listSubjects().isEmpty)
      #expect(try await client.showDose().zones.first?.usedMs == had.usedMs)
      let restored = try await client.restore(records: records)
      #expect(restored.added == 1 && restored.edited == 0)
      #expect(try await client.showDose().sessions == 2)
      #expect(
        await kind { _ = try await client.restore(records: ["nonsense"]) } == .messageInvalid)
      #expect(
        await kind {
          _ = try await client.writeDiary(Control.WriteDiaryParameters(kind: "song"))
        } == .messageInvalid)
      // Another subject of the same user is somebody else.
      #expect(try await client.showDose(subject: "x'; DROP TABLE session; --").zones.isEmpty)
    }
  }
}
