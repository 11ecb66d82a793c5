// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Programs
import Quantities
import Sessions
import Testing

@Suite("What an unplug leaves of a session")
struct RemainderTests {
  private func interrupted() throws -> Desk {
    let desk = Desk()
    let id = try #require(desk.start(.sample(6)))
    #expect(desk.replies[id] != nil, "\(desk.errors)")
    desk.run(2000)
    desk.bench.commands.append(.linkDown)
    #expect(desk.run(until: { !$0.finished.isEmpty }))
    #expect(desk.finished.first?.outcome == .interrupted)
    return desk
  }

  private func rest(_ desk: Desk, for connection: UInt64 = 1) throws -> Remainder {
    try desk.supervisor.remainder(
      of: #require(desk.finished.first).session, for: ConnectionID(connection),
      at: desk.bench.now)
  }

  @Test("H2: a replug moves nothing; whoever starts what is left gets that and no more")
  func goesOn() throws {
    let desk = try interrupted()
    let delivered = try #require(desk.finished.first).energised
    let remainder = try rest(desk)
    #expect(abs(remainder.remaining.seconds + delivered.seconds - 6) < 0.5)
    desk.bench.commands.append(.linkUp)
    desk.run(3000)
    #expect(!desk.bench.status.isActive)
    // The stop that the lost device did not hear was the first thing it heard.
    let latch = desk.bench.status.newestLatch
    desk.ask(.clear(latch: latch, cause: .stopCommand))
    desk.run(200)
    let id = try #require(desk.start(remainder.rest))
    guard case .started(_, let program)? = desk.replies[id] else {
      Issue.record("\(desk.errors)")
      return
    }
    #expect(program.energised == remainder.remaining)
    #expect(desk.run(until: { $0.finished.count == 2 }, limit: 8000))
    let whole = desk.finished.reduce(Interval.zero) { $0 + $1.energised }
    #expect(abs(whole.seconds - 6) < 0.8)
    // It is gone on with once.
    #expect(throws: SessionError.self) { try rest(desk) }
  }

  @Test("nothing is left after a stop, for somebody else, or after ten minutes")
  func nothingLeft() throws {
    let desk = try interrupted()
    #expect(throws: SessionError.self) {
      try desk.supervisor.remainder(
        of: #require(desk.finished.first).session,
        for: ConnectionID(9, user: 4711), at: desk.bench.now)
    }
    #expect(throws: SessionError.self) {
      try desk.supervisor.remainder(
        of: #require(desk.finished.first).session, for: ConnectionID(1),
        at: desk.bench.now + Remainder.life + .milliseconds(1))
    }
    // Somebody who stops what is interrupted does not want the rest.
    desk.ask(.stop(.user))
    #expect(throws: SessionError.self) { try rest(desk) }
    let stopped = Desk()
    _ = try #require(stopped.start(.sample(6)))
    stopped.run(2000)
    stopped.ask(.stop(.user))
    #expect(stopped.run(until: { !$0.finished.isEmpty }))
    #expect(throws: SessionError.self) { try rest(stopped) }
  }

  @Test("a program's end is cut within a step, whose values go on where they were")
  func cut() {
    let segment = ProvedSegment(
      zoneSide: ZoneSide(zone: "a", side: "left"), address: "a:left",
      limits: EngineSegment(bounds: Sample.bounds, energisedMax: .seconds(Int64(60))))
    var ramp = Sample.drive(10, 40, 1)
    ramp.drive.amplitudeStart = .zero
    let program = ProvedProgram(
      title: "t", steps: [ramp, Sample.drive(20, 30, 0.5)], segments: [segment],
      stepTexts: ["one", "two"])
    let rest = program.last(.seconds(Int64(25)))
    #expect(rest.duration == .seconds(Int64(25)))
    #expect(rest.stepTexts == ["one", "two"])
    #expect(abs(rest.steps[0].amplitudeStart.millimeters - 0.5) < 0.001)
    #expect(program.last(.seconds(Int64(20))).stepTexts == ["two"])
    #expect(program.last(.seconds(Int64(7))).steps.map(\.duration) == [.seconds(Int64(7))])
    #expect(program.last(.seconds(Int64(99))) == program)
  }

  @Test("H5: what was softened and what pain was said stay so")
  func softened() throws {
    let desk = Desk()
    _ = try #require(desk.start(.sample(6)))
    desk.run(1500)
    desk.ask(.soften)
    desk.ask(.pain(4))
    desk.run(500)
    desk.bench.commands.append(.linkDown)
    #expect(desk.run(until: { !$0.finished.isEmpty }))
    let remainder = try rest(desk)
    desk.bench.commands.append(.linkUp)
    desk.run(3000)
    desk.ask(.clear(latch: desk.bench.status.newestLatch, cause: .stopCommand))
    desk.run(200)
    let id = try #require(desk.start(remainder.rest))
    #expect(desk.replies[id] != nil, "\(desk.errors)")
    desk.run(20)
    #expect(desk.bench.status.factor == 0.8 && desk.bench.status.pain == 4)
    #expect(desk.bench.status.programAmplitude.millimeters > 0)
  }

  @Test("H6: cut off while the head is moved, it begins with the move")
  func moving() {
    let segment = ProvedSegment(
      zoneSide: ZoneSide(zone: "a", side: "left"), address: "a:left",
      limits: EngineSegment(bounds: Sample.bounds, energisedMax: .seconds(Int64(60))))
    let program = ProvedProgram(
      title: "t", steps: [Sample.drive(10), Sample.still(.move, 30), Sample.drive(20)],
      segments: [segment], stepTexts: ["one", "move", "two"])
    #expect(program.last(.seconds(Int64(20))).stepTexts == ["move", "two"])
    #expect(program.last(.seconds(Float(19.5))).stepTexts == ["two"])
    #expect(program.last(.seconds(Int64(22))).stepTexts == ["one", "move", "two"])
  }

  @Test("the other actuators' drives are cut where the first one's is")
  func others() throws {
    let segment = ProvedSegment(
      zoneSide: ZoneSide(zone: "a", side: "left"), address: "a:left",
      limits: EngineSegment(bounds: Sample.bounds, energisedMax: .seconds(Int64(60))))
    var ramp = Sample.drive(10, 40, 1)
    ramp.drive.amplitudeStart = .zero
    ramp.firstOther = 0
    ramp.otherCount = 1
    let other = ramp.drive
    var program = ProvedProgram(
      title: "t", steps: [ramp], segments: [segment], stepTexts: ["one"])
    program.drives = [other]
    let rest = program.last(.seconds(Int64(5)))
    let cut = try #require(rest.drives.dropFirst(Int(rest.steps[0].firstOther)).first)
    #expect(abs(cut.amplitudeStart.millimeters - 0.5) < 0.001)
    #expect(rest.engine.isSound)
  }
}
