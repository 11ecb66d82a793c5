// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities
import Testing

@testable import DeviceCore

/// A device on a bench: a toy head that answers the drive with a sine, sensors with a little noise.
struct Bench {
  var device: Device
  var now = Instant.zero
  var outputs = Outputs(powerSwitchClosed: false)
  var inputs = Inputs()
  /// Head acceleration per ampere of drive, g.
  var gain: Float = 4
  /// Overrides the head's reading.
  var headReading: Float?
  /// Overrides the measured current.
  var currentReading: Float?
  var housingReading: Float?
  var voltageReading: Float?
  /// What the head sensor shows of the head.
  var headSensorGain: Float = 1
  /// The head goes on by itself with this peak, g, at 40 Hz when the drive is gone.
  var coasting: Float = 0
  /// Holds the force reading where it is, without noise.
  var forceIsFlat = false
  /// The toy head's acceleration, before noise.
  private(set) var head: Float = 0
  private var noise: UInt32 = 0x2545_F491
  private(set) var sequence: UInt16 = 0
  var heard: [DeviceMessage] = []
  /// The largest |current| asked for since it was last taken.
  var peakCurrent: Float = 0
  var observe: ((Bench) -> Void)?

  init(flags: IdentityFlags? = nil) {
    var configuration = DeviceConfiguration.reference()
    if let flags { configuration.flags = flags }
    device = Device(configuration: configuration, resetCause: .powerOn, bootID: 7)
    inputs.actuators[0].contactForce = Force(newtons: 10)
    inputs.battery = 0.8
    inputs.supply = Voltage(volts: 3.9)
  }

  mutating func run(milliseconds: Int) {
    for _ in 0..<milliseconds * 4 { step() }
  }

  mutating func step() {
    now = now + .microseconds(250)
    var current: Float = 0
    var pull: Float = 0
    if case .current(let wanted) = outputs.drives[0], outputs.powerSwitchClosed {
      current = wanted.amperes
      pull = current * gain
    }
    // A head without drive comes to rest within some tens of milliseconds.
    head = current != 0 ? pull : head * 0.99
    if coasting > 0, current == 0 {
      head = coasting * PortableMath.sine(turns: Float(now.nanoseconds % 25_000_000) / 25e6)
    }
    noise = noise &* 1_664_525 &+ 1_013_904_223
    let dither = (Float(noise >> 16) / 65536 - 0.5) * 0.02
    inputs.actuators[0].head.g = headReading ?? (head * headSensorGain + dither)
    inputs.actuators[0].housing.g = housingReading ?? (head * 0.3 - dither)
    inputs.actuators[0].current.amperes = currentReading ?? current
    // The coil's own voltage, 8 V·s/m, of the velocity that head and handle's difference is.
    let omega = 2 * Float.pi * max(1, device.actuators[0].slew.frequency.hertz)
    let velocity =
      0.7 * gain * commandedPeak * 9.80665 / omega * device.actuators[0].synthesiser.sine
    inputs.actuators[0].voltage.volts = current * 3 + (current != 0 ? 8 * velocity : 0)
    if let voltageReading { inputs.actuators[0].voltage.volts = voltageReading }
    var read = inputs
    if !forceIsFlat, read.actuators[0].contactForce > .zero {
      read.actuators[0].contactForce.newtons += dither
    }
    outputs = device.step(now: now, inputs: read)
    if case .current(let wanted) = outputs.drives[0] {
      peakCurrent = max(peakCurrent, abs(wanted.amperes))
    }
    observe?(self)
  }

  mutating func send(_ message: HostMessage, from transport: Transport = .serial) {
    sequence &+= 1
    device.receive(message, sequence: sequence, from: transport, now: now)
  }

  mutating func drain(_ transport: Transport = .serial) -> [DeviceMessage] {
    var all: [DeviceMessage] = []
    while let message = device.nextMessage(for: transport) { all.append(message) }
    return all
  }

  /// Sends and returns the answer's result.
  mutating func ask(_ message: HostMessage, from transport: Transport = .serial) -> Answer.Result? {
    send(message, from: transport)
    return drain(transport).compactMap {
      if case .answer(let answer) = $0, answer.sequence == sequence { answer.result } else { nil }
    }.last
  }

  mutating func greet(_ transport: Transport = .serial) {
    send(.hello(Hello(major: 1, minor: 0, nonce: 1)), from: transport)
    _ = drain(transport)
  }

  func armRequest(_ id: UInt32 = 1) -> Arm {
    Arm(
      armID: id, actuatorMask: 1, frequencyMinCentihertz: 2000, frequencyMaxCentihertz: 4500,
      amplitudeMaxMicrometers: 2000, accelerationMaxMilligravities: 8000,
      driveMaxTenthMilliamperes: 10000, energisedMaxMilliseconds: 180_000,
      endMilliseconds: now.wireMilliseconds &+ 300_000)
  }

  func setpoint(
    _ id: UInt32 = 1, amplitude: UInt16 = 1000, drive: UInt16 = 1500, frequency: UInt16 = 4000,
    life: UInt32 = 150
  ) -> Setpoint {
    Setpoint(
      armID: id, validUntilMilliseconds: now.wireMilliseconds &+ life, actuator: 0,
      frequencyCentihertz: frequency, phase: 0, amplitudeMicrometers: amplitude,
      driveTenthMilliamperes: drive)
  }

  /// Boots to idle and says hello.
  mutating func boot() {
    run(milliseconds: 400)
    greet()
  }

  /// Boots, arms and runs for a while with a setpoint each millisecond.
  mutating func start(milliseconds: Int = 500, id: UInt32 = 1) {
    if device.state == .selfTest { boot() }
    let result = ask(.arm(armRequest(id)))
    keep(milliseconds: milliseconds, id: id)
    if result != .accepted || device.state != .running {
      Issue.record("could not start: \(String(describing: result)), \(device.state)")
    }
  }

  mutating func keep(
    milliseconds: Int, id: UInt32 = 1, amplitude: UInt16 = 1000, drive: UInt16 = 1500,
    frequency: UInt16 = 4000
  ) {
    for _ in 0..<milliseconds {
      send(.setpoint(setpoint(id, amplitude: amplitude, drive: drive, frequency: frequency)))
      run(milliseconds: 1)
    }
  }

  private var commandedPeak: Float {
    device.actuators[0].drivePeak * device.actuators[0].peakGuard.share
  }

  var isDriven: Bool { if case .current = outputs.drives[0] { true } else { false } }
}
