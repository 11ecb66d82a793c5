// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Simulator

/// A host of a few lines that drives a simulated device in virtual time, a millisecond at a time.
struct VirtualHost {
  var device: SimulatedDevice
  var now = Instant.zero
  var heard: [DeviceMessage] = []
  var telemetry = Telemetry()
  var isDriving = false
  var driveTenthMilliamperes: UInt16 = 4000
  var frequencyCentihertz: UInt16 = 4500
  var amplitudeMicrometers: UInt16 = 1000
  /// Every byte that came from the device, folded into one number.
  var digest: UInt64 = 0xCBF2_9CE4_8422_2325
  private var counter = SequenceCounter()
  private var decoder = DeviceSerialDecoder()

  init(_ settings: SimulatedDeviceSettings) { device = SimulatedDevice(settings) }

  var clock: UInt32 { device.deviceClock.wireMilliseconds }

  mutating func send(_ message: HostMessage) {
    device.receive(HostCodec.encode(message, sequence: counter.next()))
  }

  mutating func run(milliseconds: Int) {
    for _ in 0..<milliseconds {
      now = now + .milliseconds(1)
      device.advance(to: now)
      if isDriving { send(.setpoint(setpoint)) }
      while let frame = device.transmit() { take(frame) }
    }
  }

  var setpoint: Setpoint {
    Setpoint(
      armID: 7, validUntilMilliseconds: clock &+ 150, actuator: 0,
      frequencyCentihertz: frequencyCentihertz, phase: 0,
      amplitudeMicrometers: amplitudeMicrometers, driveTenthMilliamperes: driveTenthMilliamperes)
  }

  private mutating func take(_ frame: Frame) {
    for index in 0..<frame.count {
      digest = (digest ^ UInt64(frame.bytes[index])) &* 0x0000_0100_0000_01B3
      guard case .message(let message, _) = decoder.push(frame.bytes[index]) else { continue }
      if case .telemetry(let newest) = message { telemetry = newest } else { heard.append(message) }
    }
  }

  /// Says hello, arms for a minute and drives.
  mutating func start() {
    run(milliseconds: 300)
    send(.hello(Hello(major: 1, minor: 0, nonce: 1)))
    run(milliseconds: 2)
    send(
      .arm(
        Arm(
          armID: 7, actuatorMask: 1, frequencyMinCentihertz: 2000, frequencyMaxCentihertz: 8000,
          amplitudeMaxMicrometers: 2000, accelerationMaxMilligravities: 8000,
          driveMaxTenthMilliamperes: 15000, energisedMaxMilliseconds: 60000,
          endMilliseconds: clock &+ 60000)))
    run(milliseconds: 2)
    isDriving = true
  }

  var answers: [Answer] {
    heard.compactMap { message in
      if case .answer(let answer) = message { answer } else { nil }
    }
  }

  var events: [Event] {
    heard.compactMap { message in
      if case .event(let event) = message { event } else { nil }
    }
  }

  var standstills: [Standstill] {
    heard.compactMap { message in
      if case .standstill(let standstill) = message { standstill } else { nil }
    }
  }

  var identities: [Identity] {
    heard.compactMap { message in
      if case .identity(let identity) = message { identity } else { nil }
    }
  }
}
