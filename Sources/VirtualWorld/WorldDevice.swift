// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities

/// A device core on its plant, with what may go wrong inside the case.
struct WorldDevice: Sendable {
  private(set) var device: Device
  var plant: Plant
  private var inputs = Inputs()
  /// The device's own clock since its boot; its quartz is off by `driftPartsPerMillion`.
  private(set) var clock = Instant.zero
  private let driftPartsPerMillion: Int64
  private var bootID: UInt32
  private var outgoing: UInt16 = 0
  var decoder = HostSerialDecoder()
  /// Hides from the device whatever exceeds what its setpoint would give, so that its guard is blind.
  var blindGuard = false
  /// Renews the last setpoint's life whenever it is about to end.
  var expiresNever = false
  /// The force sensor repeats its last reading.
  var isForceStuck = false
  private var lastSetpoint: Setpoint?
  private var lastSequence: UInt16 = 0

  /// The largest commanded current of the millisecond, A.
  private(set) var commandedPeak: Float = 0
  /// The largest head acceleration of the millisecond above 10 Hz, g: the plant's truth.
  private(set) var accelerationPeak: Float = 0
  private(set) var isDriven = false
  private var highPass: Float = 0
  private var before: Float = 0

  init(plant: Plant, bootID: UInt32, driftPartsPerMillion: Int64) {
    self.plant = plant
    self.bootID = bootID
    self.driftPartsPerMillion = driftPartsPerMillion
    device = Device(configuration: .reference(), resetCause: .powerOn, bootID: bootID)
  }

  var state: DeviceState { device.state }
  var latchMask: UInt16 { device.latchMask }

  /// A watchdog or brown-out reset: everything but physics and what backup memory keeps begins
  /// anew.
  mutating func reset() {
    bootID = bootID &* 747_796_405 &+ 2_891_336_453
    device = Device(
      configuration: .reference(), resetCause: .watchdog, bootID: bootID,
      retained: device.retained())
    clock = .zero
    lastSetpoint = nil
    decoder = HostSerialDecoder()
  }

  mutating func unplug() {
    device.detached(.serial, now: clock)
    decoder = HostSerialDecoder()
  }

  /// One millisecond: four control steps.
  mutating func advance() {
    commandedPeak = 0
    accelerationPeak = 0
    // A local, since the device and what it reads are then lent without a copy.
    var inputs = inputs
    for _ in 0..<4 { step(&inputs) }
    self.inputs = inputs
    isDriven = commandedPeak > 0.0005
    if expiresNever { renew() }
  }

  private mutating func step(_ inputs: inout Inputs) {
    clock = clock + Interval(nanoseconds: 250_000 + driftPartsPerMillion / 4)
    let outputs = device.step(now: clock, inputs: inputs)
    let drive: PlantDrive
    switch outputs.drive {
    case .current(let current):
      drive = .current(current)
      let magnitude = current.amperes < 0 ? -current.amperes : current.amperes
      if magnitude > commandedPeak { commandedPeak = magnitude }
    case .brake: drive = .brake
    case .open: drive = .open
    }
    plant.powered = outputs.powerSwitchClosed
    let readings = plant.step(drive: drive)
    inputs.head = blindGuard ? blinded(readings.head) : readings.head
    inputs.housing = readings.housing
    inputs.current = readings.current
    inputs.voltage = readings.driveVoltage
    if !isForceStuck { inputs.contactForce = readings.contactForce }
    inputs.winding = readings.winding
    inputs.housingTemperature = readings.housingTemperature
    inputs.headTemperature = readings.headTemperature
    inputs.supply = readings.supply
    inputs.battery = readings.battery
    let truth = plant.headAcceleration.g
    // One pole at 10 Hz: what standstill is judged by leaves out how the hand sways.
    highPass = 0.9845 * (highPass + truth - before)
    before = truth
    let magnitude = highPass < 0 ? -highPass : highPass
    if magnitude > accelerationPeak { accelerationPeak = magnitude }
  }

  private func blinded(_ head: Acceleration) -> Acceleration {
    guard let setpoint = lastSetpoint else { return head }
    let frequency = Hertz(hertz: Float(setpoint.frequencyCentihertz) * 0.01)
    let amplitude = Displacement(millimeters: Float(setpoint.amplitudeMicrometers) * 0.001)
    let most = Motion.peakAcceleration(frequency, amplitude).g * 1.1 + 0.05
    return Acceleration(g: max(-most, min(most, head.g)))
  }

  private mutating func renew() {
    guard var setpoint = lastSetpoint, device.state == .running || device.state == .lifted else {
      return
    }
    setpoint.validUntilMilliseconds = clock.wireMilliseconds &+ 200
    device.receive(.setpoint(setpoint), sequence: lastSequence, from: .serial, now: clock)
  }

  /// A frame has arrived.
  mutating func receive(_ frame: borrowing Frame) {
    guard let decoded = decoder.push(frame) else { return }
    switch decoded {
    case .refused(let refusal): device.noteRefused(refusal, from: .serial)
    case .message(let message, let sequence):
      if case .setpoint(let setpoint) = message {
        lastSetpoint = setpoint
        lastSequence = sequence
      }
      device.receive(message, sequence: sequence, from: .serial, now: clock)
    }
  }

  /// The next frame the device has to say.
  mutating func transmit() -> Frame? {
    guard let message = device.nextMessage(for: .serial) else { return nil }
    outgoing &+= 1
    return DeviceCodec.encode(message, sequence: outgoing)
  }
}
