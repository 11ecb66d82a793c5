// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Conversation")
struct ConversationTests {
  @Test("hello is answered with identity, actuator and answer, in that order")
  func hello() {
    var bench = Bench()
    bench.run(milliseconds: 400)
    bench.send(.hello(Hello(major: 1, minor: 0, nonce: 0xABCD)))
    let all = bench.drain()
    guard case .identity(let identity)? = all.first else {
      Issue.record("no identity")
      return
    }
    #expect(identity.nonce == 0xABCD && identity.bootID == 7 && identity.sampleRateHertz == 4000)
    if case .actuator = all[1] {} else { Issue.record("no actuator") }
    if case .answer(let a) = all[2] { #expect(a.result == .accepted) }
    #expect(all.count == 3)
  }

  @Test("telemetry comes at the negotiated period, conditions at theirs, and only after a hello")
  func rates() {
    var bench = Bench()
    bench.run(milliseconds: 400)
    #expect(bench.drain().isEmpty)
    bench.greet()
    let rates = Rates(
      telemetryPeriodMilliseconds: 5, setpointPeriodMilliseconds: 5,
      conditionPeriodCentiseconds: 2, measurement: false)
    bench.send(.rates(rates))
    var telemetry = 0
    var conditions = 0
    for _ in 0..<1000 {
      bench.run(milliseconds: 1)
      for message in bench.drain() {
        if case .telemetry = message { telemetry += 1 }
        if case .condition = message { conditions += 1 }
      }
    }
    #expect(telemetry == 200 && (49...51).contains(conditions))
  }

  @Test("rates are granted within what the device can do")
  func grants() {
    var bench = Bench()
    bench.boot()
    bench.send(
      .rates(
        Rates(
          telemetryPeriodMilliseconds: 0, setpointPeriodMilliseconds: 255,
          conditionPeriodCentiseconds: 0, measurement: false)))
    let details = bench.drain().compactMap { if case .answer(let a) = $0 { a.detail } else { nil } }
    #expect(details == [1 | 100 << 8 | 1 << 16])
  }

  @Test("ping names the clock, and refused frames are counted and answered where they can be")
  func ping() {
    var bench = Bench()
    bench.boot()
    bench.send(.ping(Ping(token: 99)))
    guard case .pong(let pong)? = bench.drain().first else {
      Issue.record("no pong")
      return
    }
    #expect(pong.token == 99 && pong.clockMilliseconds == bench.now.wireMilliseconds)
    bench.device.noteRefused(.checksum, from: .serial)
    bench.device.noteRefused(.unknownType(0x70, sequence: 12), from: .serial)
    let answers = bench.drain().compactMap { if case .answer(let a) = $0 { a } else { nil } }
    #expect(answers.map(\.result) == [.unknownType] && answers.first?.sequence == 12)
    #expect(bench.device.framesRefused == 2)
  }

  @Test("raw bursts hold consecutive samples, also when telemetry never pauses")
  func raw() {
    var bench = Bench()
    bench.start()
    _ = bench.drain()
    bench.send(.rawRequest(RawRequest(channel: .current, count: 255)))
    var bursts: [RawBurst] = []
    for _ in 0..<200 {
      bench.keep(milliseconds: 1)
      // A slow line: one message a millisecond, while telemetry is renewed each millisecond.
      if case .raw(let burst)? = bench.device.nextMessage(for: .serial) { bursts.append(burst) }
    }
    #expect(bursts.map(\.offset) == Array(stride(from: UInt8(0), to: 255, by: 20)))
    #expect(bursts.last?.count == 15 && bursts.allSatisfy { $0.of == 255 })
  }

  @Test("the fault history keeps the last sixteen, newest first")
  func history() {
    var bench = Bench()
    bench.boot()
    for i in 0..<20 {
      bench.send(.stop(Stop(stopID: UInt16(i), reason: .user)))
      bench.run(milliseconds: 2)
      let number = bench.device.latches.number(of: .stopCommand)
      _ = bench.ask(.clear(Clear(latch: number, cause: .stopCommand)))
    }
    func record(_ index: UInt8) -> FaultRecord? {
      bench.send(.faultRequest(FaultRequest(index: index)))
      return bench.drain().compactMap { if case .fault(let r) = $0 { r } else { nil } }.last
    }
    let newest = record(0)
    let oldest = record(15)
    let none = record(16)
    #expect(newest?.latch == 20 && oldest?.latch == 5 && none?.cause == 0)
  }

  @Test("recalled faults stand behind those of this boot, as many as there is room for")
  func recall() {
    var bench = Bench()
    bench.boot()
    bench.send(.stop(Stop(stopID: 1, reason: .user)))
    for clock in (UInt32(1)...20).reversed() {
      bench.device.recall(
        FaultRecord(
          index: 0, cause: 4, latch: 1, clockMilliseconds: clock, value: 0, bootID: 7))
    }
    let recorded = bench.device.faultsRecorded()
    let newest = bench.device.faultRecord(0)
    #expect(recorded == 16)
    #expect(newest.cause == LatchCause.stopCommand.rawValue)
    let clocks = (UInt8(1)..<16).map { bench.device.faultRecord($0).clockMilliseconds }
    #expect(clocks == (UInt32(6)...20).reversed().map { $0 })
  }

  @Test("the queue is bounded, and stop's answer overtakes everything in it")
  func bounded() {
    var bench = Bench()
    bench.boot()
    for i in 0..<100 { bench.send(.ping(Ping(token: UInt32(i)))) }
    bench.send(.stop(Stop(stopID: 8, reason: .user)))
    let all = bench.drain()
    #expect(all.count <= 20)
    if case .standstill = all[0] {} else { Issue.record("standstill was not first") }
  }

  @Test("the user's button is an event, once per press, without bouncing")
  func button() {
    var bench = Bench()
    bench.boot()
    for i in 0..<40 {
      bench.inputs.button = i % 3 != 0
      bench.run(milliseconds: 1)
    }
    bench.inputs.button = true
    bench.run(milliseconds: 50)
    bench.inputs.button = false
    bench.run(milliseconds: 50)
    let events = bench.drain().compactMap { if case .event(let e) = $0 { e.code } else { nil } }
    #expect(events == [.buttonPressed, .buttonReleased])
  }

  @Test("long measurement windows recover phasors and harmonics within a percent")
  func measurement() throws {
    var bench = Bench()
    bench.boot()
    bench.send(
      .rates(
        Rates(
          telemetryPeriodMilliseconds: 10, setpointPeriodMilliseconds: 1,
          conditionPeriodCentiseconds: 100, measurement: true)))
    _ = bench.ask(.arm(bench.armRequest()))
    var found: Measurement?
    for _ in 0..<2200 {
      bench.send(.setpoint(bench.setpoint(frequency: 3700)))
      for _ in 0..<4 {
        let s = bench.device.actuators[0].synthesiser
        let c2 = s.cosine * s.cosine - s.sine * s.sine
        let c3 = s.cosine * (2 * c2 - 1)
        bench.headReading = 2 * s.cosine - 1 * s.sine + 0.5 * c2 + 0.25 * c3
        bench.housingReading = 0.4 * s.sine
        bench.step()
      }
      for message in bench.drain() { if case .measurement(let m) = message { found = m } }
    }
    let m = try #require(found)
    #expect(m.frequencyCentihertz == 3700 && m.samples >= 400)
    #expect(abs(Float(m.headInPhase) / 10000 - 2) < 0.02)
    #expect(abs(Float(m.headQuadrature) / 10000 - 1) < 0.02)
    #expect(abs(Float(m.headSecondInPhase) / 10000 - 0.5) < 0.01)
    #expect(abs(Float(m.headThird.inPhase) / 2000 - 0.25) < 0.01)
    #expect(abs(Float(m.headHalf.inPhase)) / 2000 < 0.01)
    #expect(abs(Float(m.housingQuadrature) / 10000 + 0.4) < 0.01)
    #expect(abs(Float(m.preloadMeanCentinewtons) - 1000) < 5)
  }

  @Test("what one transport was told is still told to the other")
  func peaksPerTransport() {
    var bench = Bench()
    bench.boot()
    bench.greet(.hid)
    _ = bench.ask(
      .rates(
        Rates(
          telemetryPeriodMilliseconds: 50, setpointPeriodMilliseconds: 50,
          conditionPeriodCentiseconds: 100, measurement: false)), from: .hid)
    bench.run(milliseconds: 51)
    _ = bench.drain(.hid)
    bench.headReading = 16
    bench.step()
    bench.headReading = nil
    bench.run(milliseconds: 60)
    _ = bench.drain()
    let told = bench.drain(.hid).compactMap {
      if case .telemetry(let t) = $0 { t } else { nil }
    }
    #expect(told.last?.headPeakMilligravities == 16000)
    #expect(told.last?.clippedSamples == 1)
  }
}
