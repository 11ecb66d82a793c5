// SPDX-License-Identifier: Apache-2.0
import Controller
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import Randomness

/// One seeded session with everything in it, as a hash of all that the device did and said.
///
/// The same source runs on the host and on the microcontroller: equal hashes mean equal bits.
public struct Trace {
  private let line = SerialConversation()
  private let massager: Massager<HashedPlant>
  private var random: SplitMix64
  private var sequence: UInt16 = 0
  private var armID: UInt32 = 0

  /// - Parameter spoiltSample: the control step whose head sample has its lowest bit turned; 0 for none.
  public init(seed: UInt64, spoiltSample: UInt32 = 0) {
    random = SplitMix64(seed: seed)
    massager = Massager(
      configuration: .reference(), resetCause: .powerOn, bootID: 1, retained: nil,
      body: HashedPlant(
        plant: Plant(parameters: .reference(load: .normal), seed: seed), spoiltSample: spoiltSample),
      period: Plant.stepInterval)
  }

  /// Runs so many milliseconds and returns the hash of everything so far.
  public mutating func run(milliseconds: UInt32) -> UInt64 {
    for _ in 0..<milliseconds {
      for _ in 0..<4 { _ = massager.step(line) }
      while let byte = line.nextByte() { massager.body.hash.add(UInt32(byte)) }
      speak()
    }
    return massager.body.hash.value
  }

  private mutating func speak() {
    let clock = massager.now.wireMilliseconds
    switch clock {
    case 400: send(.hello(Hello(major: 1, minor: 0, nonce: 5)))
    case 401:
      send(
        .rates(
          Rates(
            telemetryPeriodMilliseconds: 1, setpointPeriodMilliseconds: 1,
            conditionPeriodCentiseconds: 1, measurement: true)))
    case 6000: massager.body.plant.lift()
    case 6400: massager.body.plant.setDown()
    case 9000:
      massager.body.plant.driveFault = .oscillating(Current(amperes: 0.4), Hertz(hertz: 45))
    case _ where clock % 2500 == 410: arm(clock)
    case _ where clock % 10 == 0 && clock < 8900: send(.setpoint(setpoint(clock)))
    case _ where clock % 97 == 0: noise()
    case _: break
    }
  }

  private mutating func arm(_ clock: UInt32) {
    armID += 1
    send(
      .arm(
        Arm(
          armID: armID, actuatorMask: 1, frequencyMinCentihertz: 1500,
          frequencyMaxCentihertz: 9000, amplitudeMaxMicrometers: 3000,
          accelerationMaxMilligravities: 8000, driveMaxTenthMilliamperes: 15000,
          energisedMaxMilliseconds: 60_000, endMilliseconds: clock &+ 2300)))
  }

  private mutating func setpoint(_ clock: UInt32) -> Setpoint {
    let chance = random.next()
    return Setpoint(
      armID: armID, validUntilMilliseconds: clock &+ 120, actuator: 0,
      frequencyCentihertz: 3000 + UInt16(truncatingIfNeeded: clock / 4),
      phase: UInt16(truncatingIfNeeded: chance), amplitudeMicrometers: 600,
      driveTenthMilliamperes: 1500 + UInt16(truncatingIfNeeded: (chance >> 16) % 800))
  }

  private mutating func send(_ message: HostMessage) {
    sequence &+= 1
    let frame = HostCodec.encode(message, sequence: sequence)
    for index in 0..<frame.count { line.receive(frame.bytes[index]) }
  }

  private mutating func noise() {
    for _ in 0..<9 { line.receive(UInt8(truncatingIfNeeded: random.next())) }
    line.receive(0)
  }
}
