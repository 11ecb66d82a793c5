// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

/// Plays the input as what may befall a device: bytes on both transports, time, readings, resets.
///
/// The first byte of each piece says what it is; the core's own codec reads all that is sent.
@c(LLVMFuzzerTestOneInput)
public func fuzzDevice(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var script = Script(bytes: unsafe Array(UnsafeBufferPointer(start: data, count: count)))
  var world = World()
  while let kind = script.next(), world.steps < World.mostSteps { play(kind, &script, &world) }
  // Whatever happened, it ends by itself.
  world.run(steps: 4 * 500)
  precondition(!world.isDriven)
  return 0
}

/// The fuzzer's bytes, read from the front.
struct Script {
  private let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func byte() -> UInt8 { next() ?? 0 }
  mutating func word() -> UInt16 { UInt16(byte()) | UInt16(byte()) << 8 }

  mutating func take(_ count: Int) -> [UInt8] {
    let end = min(bytes.count, place + count)
    defer { place = end }
    return Array(bytes[place..<end])
  }
}

private func play(_ kind: UInt8, _ script: inout Script, _ world: inout World) {
  let transport: Transport = kind & 0x80 == 0 ? .serial : .hid
  switch kind & 0x0F {
  case 0: world.receive(script.take(Int(script.byte()) % 80))
  case 1: world.receive(script.take(Int(script.byte()) % 63), framedFor: transport)
  case 2: world.receive(report: script.take(64))
  case 3:
    world.send(.hello(Hello(major: script.byte() == 9 ? 2 : 1, minor: 0, nonce: 1)), transport)
  case 4: world.send(.arm(arm(&script, &world)), transport)
  case 5, 6, 7:
    let setpoint = setpoint(&script, world, for: kind >> 5 & 1)
    world.send(.setpoint(setpoint), transport, back: kind & 0x10 != 0)
  case 8: world.send(.stop(Stop(stopID: UInt16(script.byte() & 3), reason: .user)), transport)
  case 9: world.clearNewest(transport)
  case 10: world.send(.disarm(Disarm(armID: world.armID)), transport)
  case 11: world.run(steps: Int(script.byte()) * 4)
  case 12: world.run(steps: Int(script.byte()))
  case 13: world.disturb(script.byte(), script.byte())
  case 14: world.restore()
  default:
    switch script.byte() & 7 {
    case 0: world.detach(transport)
    case 1: world.reset(.powerOn)
    case 2: world.reset(.watchdog)
    case 3: world.reset(.brownOut)
    case 4: world.freeze(milliseconds: Int64(script.word()))
    case 5: world.reset(.powerOn, actuators: World.actuatorsMost)
    default: world.settle()
    }
  }
}

private func arm(_ script: inout Script, _ world: inout World) -> Arm {
  let shape = script.byte()
  if shape & 1 == 0 { world.armID &+= 1 }
  return Arm(
    armID: world.armID, actuatorMask: shape & 0x40 == 0 ? 1 : 3,
    frequencyMinCentihertz: 1000, frequencyMaxCentihertz: shape & 2 == 0 ? 15_000 : script.word(),
    amplitudeMaxMicrometers: shape & 4 == 0 ? 2000 : script.word(),
    accelerationMaxMilligravities: shape & 8 == 0 ? 8000 : script.word(),
    driveMaxTenthMilliamperes: shape & 16 == 0 ? 10_000 : script.word(),
    energisedMaxMilliseconds: shape & 32 == 0 ? 60_000 : UInt32(script.word()),
    endMilliseconds: world.clock &+ (shape & 128 == 0 ? 60_000 : UInt32(script.word())))
}

private func setpoint(_ script: inout Script, _ world: World, for actuator: UInt8) -> Setpoint {
  let life = Int32(script.byte()) * 2 - 100
  return Setpoint(
    armID: world.armID, validUntilMilliseconds: world.clock &+ UInt32(bitPattern: life),
    actuator: actuator, frequencyCentihertz: 800 &+ UInt16(script.byte()) * 60,
    phase: UInt16(script.byte()) << 8, amplitudeMicrometers: UInt16(script.byte()) * 10,
    driveTenthMilliamperes: UInt16(script.byte()) * 50)
}
