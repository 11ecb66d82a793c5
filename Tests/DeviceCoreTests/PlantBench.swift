// SPDX-License-Identifier: Apache-2.0
import Coupling
import DeviceProtocol
import Envelope
import Plant
import Quantities
import Regulation

@testable import DeviceCore

/// A device on the real plant, with a host's regulator closing the loop through the messages.
struct PlantBench {
  var device: Device
  var plant: Plant
  var regulator = AmplitudeRegulator(model: .reference)
  var slew = SlewLimiter()
  var now = Instant.zero
  var outputs = Outputs(powerSwitchClosed: false)
  var latest: Telemetry?
  var events: [Event] = []
  var standstills: [Standstill] = []
  var readings: SensorReadings?
  /// What a host would show, mm peak to peak.
  var measured = Displacement.zero
  var contact = Contact.unknown
  var trace: ((PlantBench) -> Void)?
  var guardTrips = 0
  /// What the head sensor's gain has drifted to.
  var headGain: Float = 1
  /// Shown instead of the contact force; its noise stays.
  var forceReading: Float?
  private var sequence: UInt16 = 0
  private var pendingFresh: LockInValue?

  init(_ parameters: PlantParameters, seed: UInt64 = 1, flags: IdentityFlags? = nil) {
    var configuration = DeviceConfiguration.reference()
    if let flags { configuration.flags = flags }
    device = Device(configuration: configuration, resetCause: .powerOn, bootID: 1)
    plant = Plant(parameters: parameters, seed: seed)
  }

  mutating func step() {
    now = now + .microseconds(250)
    plant.powered = outputs.powerSwitchClosed
    let read = plant.step(drive: PlantDrive(outputs.drives[0]))
    readings = read
    var inputs = Inputs()
    inputs.take(read)
    inputs.actuators[0].head = read.head * headGain
    if let forceReading {
      let noise = Float(now.nanoseconds / 250_000 % 7) * 0.002
      inputs.actuators[0].contactForce = Force(newtons: forceReading + noise)
    }
    outputs = device.step(now: now, inputs: inputs)
    trace?(self)
    while let message = device.nextMessage(for: .serial) { hear(message) }
  }

  mutating func run(milliseconds: Int) { for _ in 0..<milliseconds * 4 { step() } }

  mutating func send(_ message: HostMessage) {
    sequence &+= 1
    device.receive(message, sequence: sequence, from: .serial, now: now)
  }

  mutating func boot() {
    run(milliseconds: 1000)
    send(.hello(Hello(major: 1, minor: 0, nonce: 3)))
  }

  mutating func arm(_ id: UInt32 = 1, accelerationMilligravities: UInt16 = 10000) {
    send(
      .arm(
        Arm(
          armID: id, actuatorMask: 1, frequencyMinCentihertz: 1500,
          frequencyMaxCentihertz: 12000, amplitudeMaxMicrometers: 4000,
          accelerationMaxMilligravities: accelerationMilligravities,
          driveMaxTenthMilliamperes: 20000,
          energisedMaxMilliseconds: 600_000, endMilliseconds: now.wireMilliseconds &+ 600_000)))
    regulator.reset()
    slew.reset()
  }

  /// One millisecond of a host: a setpoint from the regulator, then four device steps.
  mutating func tick(_ amplitude: Float, _ hertz: Float, id: UInt32 = 1) {
    let target = slew.step(
      amplitude: Displacement(millimeters: amplitude), frequency: Hertz(hertz: hertz), now: now)
    let output = regulator.step(
      target: target.amplitude, frequency: target.frequency, fresh: pendingFresh,
      driveCap: Current(amperes: 2), now: now)
    pendingFresh = nil
    measured = output.amplitude
    contact = output.contact
    send(
      .setpoint(
        Setpoint(
          armID: id, validUntilMilliseconds: now.wireMilliseconds &+ 150, actuator: 0,
          frequencyCentihertz: UInt16(target.frequency.hertz * 100), phase: 0,
          amplitudeMicrometers: UInt16(target.amplitude.millimeters * 1000),
          driveTenthMilliamperes: UInt16(output.drive.amperes * 10000))))
    run(milliseconds: 1)
  }

  mutating func drive(_ amplitude: Float, _ hertz: Float, milliseconds: Int, id: UInt32 = 1) {
    for _ in 0..<milliseconds { tick(amplitude, hertz, id: id) }
  }

  private mutating func hear(_ message: DeviceMessage) {
    switch message {
    case .telemetry(let t):
      latest = t
      if t.flags.contains(.guardTripped) { guardTrips += 1 }
      guard t.flags.contains(.fresh) else { return }
      let age = Interval.microseconds(Int64(t.ageTenMicroseconds) * 10)
      pendingFresh = LockInValue(
        frequency: Hertz(hertz: Float(t.frequencyCentihertz) * 0.01),
        head: phasor(t.head, 0.0005), housing: phasor(t.housing, 0.0005),
        current: phasor(t.current, 0.0001),
        force: Force(newtons: Float(t.contactForceCentinewtons) * 0.01), centre: now - age,
        age: age, clipped: t.clippedSamples > 0)
    case .event(let event): events.append(event)
    case .standstill(let standstill): standstills.append(standstill)
    default: break
    }
  }

  private func phasor(_ wire: WirePhasor, _ unit: Float) -> Phasor {
    Phasor(inPhase: Float(wire.inPhase) * unit, quadrature: Float(wire.quadrature) * unit)
  }
}
