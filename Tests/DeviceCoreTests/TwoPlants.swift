// SPDX-License-Identifier: Apache-2.0
import Coupling
import DeviceProtocol
import Plant
import Quantities

@testable import DeviceCore

/// A device with two actuators, each on a plant of its own.
struct TwoPlants {
  var device: Device
  var plants: InlineArray<2, Plant>
  var now = Instant.zero
  var outputs = Outputs(powerSwitchClosed: false)
  var inputs = Inputs()
  var heard: [DeviceMessage] = []
  /// Shown instead of the head's reading.
  var headReading = InlineArray<2, Float?>(repeating: nil)
  private(set) var sequence: UInt16 = 0

  init(flags: IdentityFlags? = nil) {
    var configuration = DeviceConfiguration.reference(actuators: 2)
    if let flags { configuration.flags = flags }
    device = Device(configuration: configuration, resetCause: .powerOn, bootID: 1)
    plants = InlineArray { Plant(parameters: .reference(load: .normal), seed: UInt64($0) + 1) }
  }

  mutating func step() {
    now = now + .microseconds(250)
    for index in 0..<2 {
      plants[index].powered = outputs.powerSwitchClosed
      inputs.take(plants[index].step(drive: PlantDrive(outputs.drives[index])), of: index)
      if let reading = headReading[index] { inputs.actuators[index].head.g = reading }
    }
    outputs = device.step(now: now, inputs: inputs)
    while let message = device.nextMessage(for: .serial) { heard.append(message) }
  }

  mutating func run(milliseconds: Int) { for _ in 0..<milliseconds * 4 { step() } }

  mutating func send(_ message: HostMessage) {
    sequence &+= 1
    device.receive(message, sequence: sequence, from: .serial, now: now)
  }

  /// Boots, says hello, and arms; the answer to the arm.
  mutating func arm(mask: UInt8 = 3) -> Answer.Result? {
    run(milliseconds: 1000)
    send(.hello(Hello(major: 1, minor: 0, nonce: 3)))
    run(milliseconds: 1)
    send(
      .arm(
        Arm(
          armID: 1, actuatorMask: mask, frequencyMinCentihertz: 1500, frequencyMaxCentihertz: 12000,
          amplitudeMaxMicrometers: 4000, accelerationMaxMilligravities: 10000,
          driveMaxTenthMilliamperes: 20000, energisedMaxMilliseconds: 600_000,
          endMilliseconds: now.wireMilliseconds &+ 600_000)))
    run(milliseconds: 1)
    return heard.compactMap {
      if case .answer(let answer) = $0, answer.type == 2 { answer } else { nil }
    }
    .last?.result
  }

  mutating func set(_ actuator: UInt8, amplitude: UInt16 = 800, drive: UInt16 = 2500) {
    send(
      .setpoint(
        Setpoint(
          armID: 1, validUntilMilliseconds: now.wireMilliseconds &+ 150, actuator: actuator,
          frequencyCentihertz: 4000, phase: 0, amplitudeMicrometers: amplitude,
          driveTenthMilliamperes: drive)))
  }

  /// A setpoint a millisecond, of each in turn.
  mutating func keep(milliseconds: Int, _ actuators: [UInt8] = [0, 1]) {
    for millisecond in 0..<milliseconds {
      set(actuators[millisecond % actuators.count])
      run(milliseconds: 1)
    }
  }

  func isDriven(_ index: Int) -> Bool {
    if case .current = outputs.drives[index] { true } else { false }
  }

  var telemetry: [Telemetry] {
    heard.compactMap { if case .telemetry(let telemetry) = $0 { telemetry } else { nil } }
  }

  var events: [Event.Code] {
    heard.compactMap { if case .event(let event) = $0 { event.code } else { nil } }
  }
}
