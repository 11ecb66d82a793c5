// SPDX-License-Identifier: Apache-2.0
import Coupling
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import Regulation

/// The product's chain in one loop: plant, device with its own slew, caps and guard, regulator.
///
/// Telemetry leaves the device every millisecond, quantised as on the wire, and reaches the
/// regulator a millisecond later; the setpoint reaches the device another millisecond later.
public struct RegulatorLoop {
  public var plant: Plant
  public var regulator: AmplitudeRegulator
  public let frequency: Hertz
  /// Peak to peak, as the host sends it.
  public var target = Displacement.zero
  /// Where the frequency is when it differs from `frequency`, as in a sweep.
  public var sweep: Hertz?
  /// Off: the drive goes on as it was, past regulator and device.
  public var isControlled = true
  public private(set) var output = RegulatorOutput(
    drive: .zero, amplitude: .zero, contact: .unknown, limiter: .none)
  public private(set) var telemetry = Telemetry()
  /// The largest commanded current since the last reset of this value, amperes.
  public var largestCurrent: Float = 0
  public private(set) var device: Device

  private let hasForce: Bool
  private var steps: UInt64 = 0
  private var truth = LockIn()
  private var phase: UInt32 = 0
  private var inputs = Inputs()
  private var arriving: Telemetry?
  private var leaving: Setpoint?
  private var sequence: UInt16 = 0

  public init(parameters: PlantParameters, frequency: Hertz, hasForce: Bool, seed: UInt64) {
    plant = Plant(parameters: parameters, seed: seed)
    regulator = AmplitudeRegulator(model: .reference)
    self.frequency = frequency
    self.hasForce = hasForce
    var configuration = DeviceConfiguration.reference()
    if !hasForce { configuration.flags.remove(.contactForce) }
    device = Device(configuration: configuration, resetCause: .powerOn, bootID: 1)
    for _ in 0..<2400 { step() }
    send(.hello(Hello(major: 1, minor: 0, nonce: 1)))
    send(
      .arm(
        Arm(
          armID: 1, actuatorMask: 1, frequencyMinCentihertz: 1000, frequencyMaxCentihertz: 15000,
          amplitudeMaxMicrometers: 4000, accelerationMaxMilligravities: 10000,
          driveMaxTenthMilliamperes: 20000, energisedMaxMilliseconds: 1_200_000,
          endMilliseconds: now.wireMilliseconds &+ 1_200_000)))
  }

  public var now: Instant { Instant(microseconds: steps * 250) }
  public var seconds: Float { Float(steps) * 250e-6 }
  public var state: DeviceState { device.state }
  public var latches: UInt16 { device.latchMask }

  /// One device step of 250 µs; the regulator's tick every fourth.
  public mutating func step() {
    if steps % 4 == 0 { tick() }
    let present = sweep ?? frequency
    phase &+= UInt32(present.hertz / 4000 * 4_294_967_296)
    let outputs = device.step(now: now, inputs: inputs)
    var drive = PlantDrive(outputs.drives[0])
    plant.powered = outputs.powerSwitchClosed
    if !isControlled, let window = frozen {
      let turns = Float(Int32(bitPattern: phase)) / 4_294_967_296
      let current =
        window.inPhase * PortableMath.cosine(turns: turns)
        - window.quadrature * PortableMath.sine(turns: turns)
      drive = .current(Current(amperes: current))
      plant.powered = true
    }
    take(plant.step(drive: drive), drive)
    steps += 1
  }

  private var frozen: Phasor?

  /// Lets the drive go on as it is.
  public mutating func freeze() {
    frozen = truth.window?.current
    isControlled = false
  }

  private mutating func take(_ readings: SensorReadings, _ drive: PlantDrive) {
    inputs.take(readings)
    var commanded: Float = 0
    if case .current(let current) = drive { commanded = current.amperes }
    largestCurrent = max(largestCurrent, abs(commanded))
    truth.push(
      head: plant.truth.headAcceleration, housing: .zero, current: Current(amperes: commanded),
      phase: phase)
  }

  /// X = |A|/ω² over the last cycle, from the true acceleration; mm, middle to peak.
  public var cycleAmplitude: Float {
    guard let window = truth.window else { return 0 }
    return Motion.amplitude(sweep ?? frequency, Acceleration(g: window.head.magnitude)).millimeters
      / 2
  }

  /// The true displacement from the middle, mm.
  public var displacement: Float { plant.truth.headMeters * 1000 }

  private mutating func send(_ message: HostMessage) {
    sequence &+= 1
    device.receive(message, sequence: sequence, from: .serial, now: now)
  }

  private mutating func tick() {
    if let leaving, isControlled { send(.setpoint(leaving)) }
    var arrived: Telemetry?
    swap(&arrived, &arriving)
    while let message = device.nextMessage(for: .serial) {
      if case .telemetry(let t) = message { arriving = t }
    }
    guard target > .zero, isControlled else {
      leaving = nil
      return
    }
    if let arrived { telemetry = arrived }
    let hertz = sweep ?? frequency
    output = regulator.step(
      target: target, frequency: hertz, fresh: arrived.flatMap(value),
      driveCap: Current(amperes: 2), now: now)
    leaving = Setpoint(
      armID: 1, validUntilMilliseconds: now.wireMilliseconds &+ 150, actuator: 0,
      frequencyCentihertz: UInt16((hertz.hertz * 100).rounded()), phase: 0,
      amplitudeMicrometers: UInt16((target.millimeters * 1000).rounded()),
      driveTenthMilliamperes: UInt16((output.drive.amperes * 10000).rounded(.down)))
  }

  private func value(_ t: Telemetry) -> LockInValue? {
    guard t.flags.contains(.fresh) else { return nil }
    let age = Interval.microseconds(Int64(t.ageTenMicroseconds) * 10 + 1000)
    return LockInValue(
      frequency: Hertz(hertz: Float(t.frequencyCentihertz) / 100), head: phasor(t.head, 0.0005),
      housing: phasor(t.housing, 0.0005), current: phasor(t.current, 0.0001),
      force: hasForce ? Force(newtons: Float(t.contactForceCentinewtons) / 100) : nil,
      centre: now - age, age: age, clipped: t.clippedSamples > 0)
  }

  private func phasor(_ wire: WirePhasor, _ unit: Float) -> Phasor {
    Phasor(inPhase: Float(wire.inPhase) * unit, quadrature: Float(wire.quadrature) * unit)
  }
}
