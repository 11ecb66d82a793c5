// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Testing

@testable import DeviceCore

@Suite("Message storms")
struct StormTests {
  @Test(
    "H5: random messages and readings never trap, never exceed the envelope, never move unasked",
    arguments: 0..<24)
  func storm(_ seed: UInt64) {
    var random = Random(seed)
    var bench = Bench()
    var permission = Permission()
    var armID: UInt32 = 1
    var driveMax: Float = 0
    if seed % 3 != 0 { bench.boot() }
    for round in 0..<3000 {
      let transport: Transport = random.one(in: 8) ? .hid : .serial
      let message = random.message(bench, armID: armID)
      let void = bench.device.setpointsVoid
      bench.send(message, from: transport)
      switch message {
      case .arm(let request):
        for answer in bench.drain(transport) {
          if case .answer(let a) = answer, a.type == message.type, a.result == .accepted {
            armID = request.armID
            driveMax = Float(request.driveMaxTenthMilliamperes) * 1e-4
            permission.granted(request, transport)
          }
        }
      case .setpoint(let setpoint):
        permission.note(
          setpoint, from: transport, now: bench.now, taken: bench.device.setpointsVoid == void)
      case .stop: permission.ended(now: bench.now)
      default: break
      }
      if random.one(in: 400) { bench.device.detached(transport, now: bench.now) }
      if random.one(in: 60) { random.disturb(&bench) }
      if random.one(in: 40) { bench.restore() }
      if random.one(in: 500) {
        bench.now = bench.now + .microseconds(Int64(random.next() % 5_000_000))
      }
      for _ in 0..<random.next() % 12 {
        bench.step()
        guard case .current(let current) = bench.outputs.drives[0] else { continue }
        let allowed = bench.now < permission.until && bench.outputs.powerSwitchClosed
        let within = abs(current.amperes) <= min(driveMax, 2) + 1e-4
        if !allowed || !within {
          Issue.record("seed \(seed) round \(round): \(current.amperes) A, \(bench.device.state)")
          return
        }
      }
      permission.pass(now: bench.now)
      // Whatever the device says must be sayable, and understood.
      for message in bench.drain(.serial) + bench.drain(.hid) {
        let payload = message.payload(sequence: 1)
        if case .refused(let refusal) = DeviceMessage.decode(payload) {
          Issue.record("seed \(seed): said \(message), refused as \(refusal)")
          return
        }
      }
    }
  }

  @Test(
    "H5: on the plant, no stream of valid setpoints takes the head over the cap for long",
    arguments: [UInt64(1), 2, 3])
  func plant(_ seed: UInt64) {
    var random = Random(seed)
    let loads: [Load] = [.relaxed, .normal, .tense]
    var bench = PlantBench(
      .reference(load: loads[Int(seed) % 3]).spread(seed: seed), seed: seed)
    bench.boot()
    bench.arm(accelerationMilligravities: 4000)
    var over = 0
    var longest = 0
    for i in 0..<2500 {
      if i % 50 == 0 {
        random.store(UInt16(random.next() % 2000), 1500 + UInt16(random.next() % 8500))
      }
      bench.send(
        .setpoint(
          Setpoint(
            armID: 1, validUntilMilliseconds: bench.now.wireMilliseconds &+ 150, actuator: 0,
            frequencyCentihertz: random.frequency, phase: UInt16(random.next() & 0xFFFF),
            amplitudeMicrometers: 400, driveTenthMilliamperes: random.drive)))
      bench.run(milliseconds: 1)
      // 4 g · 1.2 + 0.3 g brakes; an impact of the contact is not a vibration.
      let level = abs(bench.plant.truth.headAcceleration.g)
      over = level > 5.2 ? over + 1 : 0
      longest = max(longest, over)
    }
    #expect(longest <= 3)
    #expect(bench.device.clock.sinceBoot > .zero)
  }
}
