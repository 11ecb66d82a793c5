// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

@testable import DeviceCore

/// One seed's worth of nonsense, biased towards what looks valid.
struct Random {
  private var state: UInt64
  private(set) var drive: UInt16 = 0
  private(set) var frequency: UInt16 = 3000

  init(_ seed: UInt64) {
    state = seed &+ 1
    // Far apart, not shifts of one another.
    state = next() ^ (seed << 32)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func one(in n: UInt64) -> Bool { next() % n == 0 }
  mutating func store(_ drive: UInt16, _ frequency: UInt16) {
    self.drive = drive
    self.frequency = frequency
  }

  private mutating func word() -> UInt16 {
    switch next() % 5 {
    case 0: 0
    case 1: .max
    default: UInt16(truncatingIfNeeded: next())
    }
  }

  private mutating func long() -> UInt32 {
    switch next() % 6 {
    case 0: 0
    case 1: .max
    case 2: 0x8000_0000
    default: UInt32(truncatingIfNeeded: next())
    }
  }

  mutating func message(_ bench: Bench, armID: UInt32) -> HostMessage {
    let wild = one(in: 6)
    switch next() % 32 {
    case 0: return .hello(Hello(major: one(in: 10) ? 2 : 1, minor: 0, nonce: long()))
    case 1, 2, 3: return .arm(arm(bench, armID &+ UInt32(next() % 2), wild: wild))
    case 4: return .disarm(Disarm(armID: wild ? long() : armID))
    case 5:
      return one(in: 6)
        ? .stop(Stop(stopID: word(), reason: .user)) : .ping(Ping(token: long()))
    case 6, 7, 8:
      let newest = bench.device.latches.newest
      let cause = wild ? LatchCause(rawValue: UInt8(1 + next() % 16)) : newest?.cause
      return .clear(
        Clear(latch: wild ? word() : newest?.number ?? 0, cause: cause ?? .stopCommand))
    case 9:
      return .rates(
        Rates(
          telemetryPeriodMilliseconds: UInt8(truncatingIfNeeded: next()),
          setpointPeriodMilliseconds: UInt8(truncatingIfNeeded: next()),
          conditionPeriodCentiseconds: UInt8(truncatingIfNeeded: next()),
          measurement: one(in: 2)))
    case 10:
      return .rawRequest(
        RawRequest(channel: .current, count: UInt8(truncatingIfNeeded: next())))
    case 11: return .faultRequest(FaultRequest(index: UInt8(truncatingIfNeeded: next())))
    default:
      return .setpoint(setpoint(bench, armID, wild: wild))
    }
  }

  private mutating func arm(_ bench: Bench, _ id: UInt32, wild: Bool) -> Arm {
    guard wild else { return bench.armRequest(id) }
    return Arm(
      armID: one(in: 3) ? long() : id, actuatorMask: one(in: 4) ? 3 : 1,
      frequencyMinCentihertz: word(), frequencyMaxCentihertz: word(),
      amplitudeMaxMicrometers: word(), accelerationMaxMilligravities: word(),
      driveMaxTenthMilliamperes: word(), energisedMaxMilliseconds: long(), endMilliseconds: long())
  }

  private mutating func setpoint(_ bench: Bench, _ id: UInt32, wild: Bool) -> Setpoint {
    guard wild else {
      return bench.setpoint(
        id, amplitude: UInt16(next() % 2200), drive: UInt16(next() % 10100),
        frequency: UInt16(1900 + next() % 2700), life: UInt32(next() % 320))
    }
    return Setpoint(
      armID: one(in: 3) ? long() : id,
      validUntilMilliseconds: one(in: 2) ? long() : bench.now.wireMilliseconds &+ 100,
      actuator: one(in: 4) ? UInt8(truncatingIfNeeded: next()) : 0, frequencyCentihertz: word(),
      phase: word(), amplitudeMicrometers: word(), driveTenthMilliamperes: word())
  }

  mutating func disturb(_ bench: inout Bench) {
    let wild: [Float] = [.nan, .infinity, -.infinity, 1e30, -1e30, 0, 16, -16, 3]
    let value = wild[Int(next() % 9)]
    switch next() % 10 {
    case 0: bench.headReading = value
    case 1: bench.housingReading = value
    case 2: bench.currentReading = value
    case 3: bench.inputs.actuators[0].contactForce.newtons = value
    case 4: bench.inputs.actuators[0].winding.celsius = value
    case 5: bench.inputs.actuators[0].headTemperature.celsius = value
    case 6: bench.inputs.actuators[0].housingTemperature.celsius = value
    case 7: bench.inputs.battery = value
    case 8: bench.inputs.supply.volts = value
    default: bench.inputs.stopButton.toggle()
    }
  }
}

extension Bench {
  /// Every reading as on a good day.
  mutating func restore() {
    inputs = Inputs()
    inputs.actuators[0].contactForce = Force(newtons: 10)
    inputs.battery = 0.8
    headReading = nil
    housingReading = nil
    currentReading = nil
  }
}
