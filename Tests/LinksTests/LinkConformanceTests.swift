// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Links
import Quantities
import Randomness
import Realtime
import Testing

/// What every link has to do, whatever the wire.
@Suite("A link", .serialized)
struct LinkConformanceTests {
  private func frequency(_ heard: Heard) -> UInt16? {
    guard case .setpoint(let setpoint) = heard.message else { return nil }
    return setpoint.frequencyCentihertz
  }

  private func isStop(_ heard: Heard) -> Bool {
    if case .stop = heard.message { true } else { false }
  }

  private func isPing(_ heard: Heard) -> Bool {
    if case .ping = heard.message { true } else { false }
  }

  private func pong(_ token: UInt32) -> DeviceMessage {
    .pong(Pong(token: token, clockMilliseconds: 7, clockFractionMicroseconds: 9))
  }

  private func received(_ bench: any LinkBench) -> Received? {
    var result: Received?
    _ = bench.until {
      result = bench.port.receive()
      return result != nil
    }
    return result
  }

  @Test("carries messages both ways, with their sequence numbers", arguments: LinkKind.here)
  func bothWays(kind: LinkKind) throws {
    let bench = try kind.bench()
    #expect(bench.port.state.isOpen)
    #expect(bench.port.state.generation == 1)
    for i in UInt16(0)..<40 { #expect(bench.ping(UInt32(i), sequence: i)) }
    let heard = bench.hear { $0.count >= 40 }
    #expect(heard.map(\.sequence) == Array(0..<40))

    let before = BootClock.now
    bench.say(pong(42), sequence: 9)
    let message = try #require(received(bench))
    #expect(message.sequence == 9)
    #expect(message.received >= before)
    guard case .pong(let pong) = message.message else {
      Issue.record("expected a pong")
      return
    }
    #expect(pong.token == 42)
  }

  @Test("carries ten thousand messages without losing one", arguments: LinkKind.here)
  func many(kind: LinkKind) throws {
    let bench = try kind.bench()
    var next: UInt32 = 0
    var heard: UInt32 = 0
    let done = bench.until {
      while next < 10_000, bench.ping(next, sequence: UInt16(truncatingIfNeeded: next)) {
        next += 1
      }
      for one in bench.hear() {
        guard case .ping(let ping) = one.message, ping.token == heard else { return true }
        heard += 1
      }
      return heard == 10_000
    }
    #expect(done)
    #expect(heard == 10_000)
  }

  @Test("H1: lets a stop overtake everything that waits", arguments: LinkKind.here)
  func stopOvertakes(kind: LinkKind) throws {
    let bench = try kind.bench()
    // The device does not read; what the wire holds fills up and the rest waits in the port.
    if kind != .pumped { fill(bench) }
    for i in UInt16(0)..<20 { _ = bench.port.send(.ping(Ping(token: 0)), sequence: 1000 + i) }
    bench.port.put(
      setpoint: .setpoint(
        Setpoint(
          armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: 4321, phase: 0,
          amplitudeMicrometers: 0, driveTenthMilliamperes: 0)),
      sequence: 1100, now: BootClock.now)
    bench.port.stop(Stop(stopID: 77, reason: .user), sequence: 1101)

    let heard = bench.hear { $0.contains(where: isStop) }
    let place = try #require(heard.firstIndex(where: isStop))
    let waiting = heard[..<place].filter { $0.sequence >= 1000 && $0.sequence < 1200 }
    #expect(waiting.isEmpty)
    let after = bench.hear { ($0 + heard).count(where: isPing) >= 20 } + heard[place...]
    #expect(after.count(where: isPing) == 20)
    #expect(!after.contains { frequency($0) == 4321 })
  }

  /// Writes setpoints until the wire takes no more, or a great many.
  private func fill(_ bench: any LinkBench) {
    for i in UInt16(1)...900 {
      bench.setpoint(i)
      bench.pass()
      if bench.port.statistics.writeStalls > 0 { break }
    }
  }

  @Test(
    "H1: throws setpoints away that a terminal holds when a stop comes",
    arguments: LinkKind.here.filter { $0 == .terminal })
  func stopFlushes(kind: LinkKind) throws {
    let bench = try kind.bench()
    fill(bench)
    bench.port.stop(Stop(stopID: 5, reason: .user), sequence: 2000)
    _ = bench.until { bench.port.statistics.stopsSent == 1 }
    let sent = bench.port.statistics.setpointsSent
    let heard = bench.hear { $0.contains(where: isStop) }
    // What the far end's driver has taken in already cannot be called back: it is void by its age.
    #expect(heard.count(where: { frequency($0) != nil }) < sent)
    guard case .stop(let stop)? = heard.last?.message else {
      Issue.record("no stop arrived, or something after it")
      return
    }
    #expect(stop.stopID == 5)
    #expect(stop.reason == .user)
  }

  @Test("H1: repeats of a stop do not swallow its first copy", arguments: LinkKind.here)
  func repeats(kind: LinkKind) throws {
    let bench = try kind.bench()
    // No more than the smallest of devices holds unread: four reports.
    for i in UInt64(0)..<4 {
      bench.port.stop(Stop(stopID: 5, reason: .user), sequence: UInt16(i))
      _ = bench.until { bench.port.statistics.stopsSent > i || kind == .pumped }
      bench.pass()
    }
    let heard = bench.hear { $0.count >= 4 }
    #expect(heard.filter(isStop).count == 4)
  }

  @Test("sends the newest setpoint and drops the ones before", arguments: LinkKind.here)
  func newest(kind: LinkKind) throws {
    let bench = try kind.bench()
    var heard: [Heard] = []
    for i in UInt16(1)...500 {
      bench.setpoint(i)
      if i % 50 == 0 { heard += bench.hear() }
    }
    let soFar = heard
    heard += bench.hear { (soFar + $0).contains { frequency($0) == 500 } }
    #expect(heard.last.flatMap(frequency) == 500)
    let numbers = heard.compactMap(frequency)
    #expect(numbers == numbers.sorted())
    #expect(bench.port.statistics.setpointsSent + bench.port.statistics.setpointsDropped >= 1)
  }

  @Test("drops a voided, an overtaken and an old setpoint", arguments: LinkKind.here)
  func stale(kind: LinkKind) throws {
    let bench = try kind.bench()
    let message = HostMessage.setpoint(
      Setpoint(
        armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: 1, phase: 0,
        amplitudeMicrometers: 0, driveTenthMilliamperes: 0))
    bench.port.put(setpoint: message, sequence: 1, now: BootClock.now)
    bench.port.discardSetpoint()
    #expect(bench.ping(1, sequence: 2))
    #expect(bench.hear { !$0.isEmpty }.allSatisfy(isPing))

    bench.port.put(setpoint: message, sequence: 3, now: BootClock.now - .milliseconds(100))
    #expect(bench.ping(2, sequence: 4))
    #expect(bench.hear { !$0.isEmpty }.allSatisfy(isPing))

    #expect(bench.ping(3, sequence: 6))
    _ = bench.hear { !$0.isEmpty }
    bench.port.put(setpoint: message, sequence: 5, now: BootClock.now)
    #expect(bench.ping(4, sequence: 7))
    #expect(bench.hear { !$0.isEmpty }.allSatisfy(isPing))
    _ = bench.until { bench.port.statistics.setpointsDropped == 3 || kind == .pumped }
  }

  @Test("finds back into step after noise", arguments: LinkKind.here, 0..<5)
  func noise(kind: LinkKind, seed: UInt64) throws {
    let bench = try kind.bench()
    var random = SplitMix64(seed: seed)
    for round in UInt16(0)..<10 {
      let length = Int.random(in: 1...200, using: &random)
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = bench.until { bench.noise(noise) }
      bench.say(pong(UInt32(round)), sequence: round)
      var found = false
      let arrived = bench.until {
        while let message = bench.port.receive() {
          if case .pong(let pong) = message.message, pong.token == UInt32(round) { found = true }
        }
        return found
      }
      #expect(arrived, "after \(noise)")
    }
    _ = bench.until { bench.port.statistics.framesRefused > 0 }
    #expect(bench.port.statistics.framesRefused > 0)
  }

  @Test("reads half a frame and its other half later", arguments: LinkKind.streaming)
  func halves(kind: LinkKind) throws {
    let bench = try #require(kind.bench() as? any StreamingBench)
    let frame = DeviceCodec.encode(pong(3), sequence: 1)
    let bytes = (0..<frame.count).map { frame.bytes[$0] }
    #expect(bench.say(Array(bytes[..<5])))
    for _ in 0..<5 { bench.pass() }
    #expect(bench.port.receive() == nil)
    #expect(bench.say(Array(bytes[5...])))
    #expect(received(bench) != nil)
  }

  @Test("H1: says that the device was unplugged", arguments: LinkKind.here)
  func unplug(kind: LinkKind) throws {
    let bench = try kind.bench()
    bench.unplug()
    #expect(bench.until { bench.port.state.phase == .lost })
    #expect(bench.port.state.loss == .unplugged)
    #expect(bench.port.state.description == "lost: unplugged")
    // What is put in now goes nowhere and harms nobody.
    for i in UInt16(0)..<100 { bench.setpoint(i) }
    bench.port.stop(Stop(stopID: 1, reason: .user), sequence: 1)
    for _ in 0..<5 { bench.pass() }
    bench.link.close()
    #expect(bench.until { bench.port.state.phase == .closed })
  }

  @Test("never waits for a device that does not read", arguments: LinkKind.filling)
  func slowReader(kind: LinkKind) throws {
    let bench = try kind.bench()
    for i in 0..<20_000 {
      let number = UInt16(truncatingIfNeeded: i)
      bench.port.put(
        setpoint: .setpoint(
          Setpoint(
            armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: number,
            phase: 0, amplitudeMicrometers: 0, driveTenthMilliamperes: 0)),
        sequence: number, now: BootClock.now)
      bench.port.ring()
      if i % 50 == 0 { bench.pass() }
    }
    #expect(bench.port.statistics.setpointsDropped > 0)
    // And it goes on when the device reads again.
    _ = bench.hear()
    var last: UInt16 = 30_000
    let alive = bench.until {
      last += 1
      bench.setpoint(last)
      return bench.hear().contains { frequency($0).map { $0 > 30_000 } ?? false }
    }
    #expect(alive)
  }

  @Test("stays alive and bounded under a flood of garbage", arguments: LinkKind.streaming)
  func flood(kind: LinkKind) throws {
    let bench = try #require(kind.bench() as? any StreamingBench)
    let garbage = (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    for i in 0..<200 {
      _ = bench.say(garbage)
      if i % 20 == 0 { bench.pass() }
    }
    // A stop gets through meanwhile.
    bench.port.stop(Stop(stopID: 9, reason: .user), sequence: 1)
    #expect(bench.hear { $0.contains(where: isStop) }.contains(where: isStop))
    // And what comes after the flood is understood.
    _ = bench.until { bench.say([0]) }
    bench.say(pong(5), sequence: 5)
    #expect(received(bench) != nil)
    #expect(bench.port.statistics.framesRefused > 0)
  }

  @Test("leaves room for answers when nobody takes the telemetry", arguments: LinkKind.here)
  func overflow(kind: LinkKind) throws {
    let bench = try kind.bench()
    for i in UInt16(0)..<400 { bench.say(.telemetry(Telemetry()), sequence: i) }
    bench.say(pong(1), sequence: 400)
    _ = bench.until { bench.port.statistics.framesReceived == 401 || kind == .pumped }
    for _ in 0..<20 { bench.pass() }
    var last: Received?
    var count = 0
    while let message = bench.port.receive() {
      last = message
      count += 1
    }
    #expect(last?.sequence == 400)
    #expect(count == LinkPort.inboundCapacity - 64 + 1)
    #expect(
      bench.until {
        bench.port.statistics.inboundOverflows == UInt64(401 - count) || kind == .pumped
      })
  }

  @Test("refuses commands when its queue is full", arguments: LinkKind.here)
  func full(kind: LinkKind) throws {
    let bench = try kind.bench()
    bench.link.close()
    _ = bench.until { bench.port.state.phase == .closed }
    for i in 0..<LinkPort.commandCapacity {
      #expect(bench.port.send(.ping(Ping(token: 0)), sequence: UInt16(i)))
    }
    #expect(!bench.port.send(.ping(Ping(token: 0)), sequence: 0))
  }
}
