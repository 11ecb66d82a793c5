// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Recording
import Sessions
import Testing

/// An engine and a played-back device on one virtual clock.
private struct Stage {
  var engine = Engine(nonce: 4711)
  var playback: Playback
  var now = Instant(milliseconds: 5000)
  private var inbox = EngineInbox()
  private var outbox = EngineOutbox()
  private var sequence: UInt16 = 0

  init(_ recording: Recording) { playback = Playback(recording) }

  mutating func run(_ milliseconds: Int, _ command: EngineCommand? = nil, stop: StopReason? = nil) {
    if let command { inbox.add(command) }
    inbox.stop = stop
    for _ in 0..<milliseconds {
      now = now + .milliseconds(1)
      // Somebody holds the lease all the time.
      inbox.add(.lease(until: now + .seconds(Int64(1))))
      while inbox.acceptsMessage, let message = playback.transmit(now: now) {
        sequence &+= 1
        inbox.add(Inbound(message: message, sequence: sequence, received: now))
      }
      engine.tick(now: now, inbox: &inbox, outbox: &outbox)
      inbox.clear()
      if let stop = outbox.stop { give(stop) }
      for index in 0..<outbox.otherCount { give(outbox.others[index]) }
      if let setpoint = outbox.setpoint { give(setpoint) }
      outbox.clear()
    }
  }

  private mutating func give(_ out: Outbound) {
    playback.receive(out.message, sequence: out.sequence, now: now)
  }
}

@Suite("A device out of a recording")
struct PlaybackTests {
  /// A session that was stopped while the head moved; what happens below happened in it.
  private static let file = "lumbar-stopped.txt"

  private func commands(_ recording: Recording) throws -> (
    run: EngineCommand, credit: EngineCommand
  ) {
    let all = recording.ticks.flatMap(\.inputs).compactMap { input -> EngineCommand? in
      if case .command(let command) = input { command } else { nil }
    }
    return (
      try #require(all.first { if case .run = $0 { true } else { false } }),
      try #require(all.first { if case .credit = $0 { true } else { false } })
    )
  }

  @Test("serves another host at another time that does the same")
  func session() throws {
    let recording = try Recording(text: RecordingTests.text(Self.file))
    let (run, credit) = try commands(recording)
    var stage = Stage(recording)
    stage.run(900, .linkUp)
    #expect(stage.engine.status.conversation == .ready)
    stage.run(1, run)
    stage.run(1500, credit)
    #expect(stage.engine.status.phase == .running)
    stage.run(1500, stop: .user)
    #expect(stage.engine.status.standstill.outcome == .confirmed)
    #expect(stage.playback.deviations == [])
    withExtendedLifetime(recording) {}
  }

  @Test("says where its host does otherwise")
  func otherwise() throws {
    let recording = try Recording(text: RecordingTests.text(Self.file))
    let (run, credit) = try commands(recording)
    guard case .run(let program, let session, let factor) = run else {
      Issue.record("\(run) is not the command to run")
      return
    }
    var stage = Stage(recording)
    stage.run(900, .linkUp)
    stage.run(1, .run(program, session: session, factor: factor / 2))
    stage.run(1500, credit)
    #expect(stage.playback.deviations.contains { $0.contains("setpoint") })
    withExtendedLifetime(recording) {}
  }
}
