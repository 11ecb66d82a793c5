// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

/// A device with a toy for a head, its decoders, and somebody who holds it to its promises.
struct World {
  /// `[C]` Ten seconds of a device's life are enough for every limit but those of minutes.
  static let mostSteps = 40_000
  static let actuatorsMost = DeviceConfiguration.actuatorsMost

  private var device: Device
  private var actuators = 1
  private var promise = Promise()
  private(set) var now = Instant.zero
  private(set) var steps = 0
  private(set) var isDriven = false
  var armID: UInt32 = 0
  private var inputs = Inputs()
  private var heads = [Float](repeating: 0, count: actuatorsMost)
  private var overrides: [UInt8: Float] = [:]
  private var noise: UInt32 = 0x2545_F491
  private var currents = [Float](repeating: 0, count: actuatorsMost)
  private var sequence: UInt16 = 0
  private var decoder = HostSerialDecoder()
  private var newestLatch: (number: UInt16, cause: UInt8) = (0, 0)

  init() {
    device = Device(configuration: .reference(), resetCause: .powerOn, bootID: 7)
    restore()
  }

  var clock: UInt32 { now.wireMilliseconds }

  // The wire.

  /// Bytes on the serial line.
  mutating func receive(_ bytes: [UInt8]) {
    for byte in bytes {
      if let decoded = decoder.push(byte) { accept(decoded, .serial) }
    }
  }

  /// Header and body, made whole for a transport.
  mutating func receive(_ payload: [UInt8], framedFor transport: Transport) {
    guard payload.count >= 1, let payload = Payload(bytes: payload.span) else { return }
    switch transport {
    case .serial:
      let frame = Frame(payload)
      receive((0..<frame.count).map { frame.bytes[$0] })
    case .hid:
      receive(
        report: [payload.type == HostMessage.stopType ? 2 : 1, UInt8(payload.count)]
          + (0..<payload.count).map { payload[$0] })
    }
  }

  mutating func receive(report bytes: [UInt8]) {
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    for index in 0..<min(64, bytes.count) { report.bytes[index] = bytes[index] }
    accept(report.decodeHostMessage(), .hid)
  }

  /// A message as a host would send it, under the next number or one that is over.
  mutating func send(_ message: HostMessage, _ transport: Transport, back: Bool = false) {
    sequence &+= 1
    let payload = message.payload(sequence: back ? sequence &- 5 : sequence)
    receive((0..<payload.count).map { payload[$0] }, framedFor: transport)
  }

  mutating func clearNewest(_ transport: Transport) {
    guard let cause = LatchCause(rawValue: newestLatch.cause) else { return }
    send(.clear(Clear(latch: newestLatch.number, cause: cause)), transport)
  }

  private mutating func accept(_ decoded: Decoded<HostMessage>, _ transport: Transport) {
    let latches = device.latchMask
    switch decoded {
    case .refused(let refusal):
      device.noteRefused(refusal, from: transport)
      precondition(device.latchMask == latches)
    case .message(let message, let number):
      promise.pass(now: now)
      device.receive(message, sequence: number, from: transport, now: now)
      promise.heard(message, number, from: transport, now: now)
      if case .clear = message {} else { precondition(device.latchMask & latches == latches) }
      if case .stop = message { promise.checkStopped(device) }
      drain(answering: message, number, transport)
    }
    promise.check(device)
  }

  /// Whatever the device says must be sayable, and understood.
  private mutating func drain(
    answering message: HostMessage? = nil, _ number: UInt16 = 0, _ asker: Transport = .serial
  ) {
    for transport in Transport.allCases {
      while let said = device.nextMessage(for: transport) {
        let payload = said.payload(sequence: 1)
        guard case .message = DeviceMessage.decode(payload) else {
          preconditionFailure("said what nobody understands")
        }
        if case .condition(let one) = said {
          newestLatch = (one.newestLatch, one.newestLatchCause)
        }
        if case .event(let event) = said, event.code == .latched {
          newestLatch = (event.latch, event.cause)
        }
        guard case .arm(let request)? = message, case .answer(let answer) = said,
          transport == asker, answer.type == 0x02, answer.sequence == number,
          answer.result == .accepted
        else { continue }
        promise.granted(request, transport)
      }
    }
  }

  mutating func detach(_ transport: Transport) {
    device.detached(transport, now: now)
    promise.ended(transport, now: now)
    if transport == .serial { decoder.reset() }
  }

  // Time.

  mutating func run(steps count: Int) {
    for _ in 0..<count { step() }
    drain()
  }

  /// The device is not served for so long, and then goes on.
  mutating func freeze(milliseconds: Int64) {
    now = now + .milliseconds(milliseconds)
    step()
  }

  /// To the end of the self-test, and greeted.
  mutating func settle() {
    run(steps: 4 * 300)
    send(.hello(Hello(major: 1, minor: 0, nonce: 1)), .serial)
  }

  /// - Parameter actuators: how many there are from now on; nil as many as before.
  mutating func reset(_ cause: ResetCause, actuators: Int? = nil) {
    let retained = cause == .powerOn ? nil : device.retained()
    self.actuators = actuators ?? self.actuators
    device.restart(
      configuration: .reference(actuators: self.actuators), resetCause: cause, bootID: 8,
      retained: retained)
    now = .zero
    heads = heads.map { _ in 0 }
    currents = currents.map { _ in 0 }
    decoder = HostSerialDecoder()
    promise.reset(cause)
    promise.check(device)
  }

  private mutating func step() {
    now = now + .microseconds(250)
    steps += 1
    feel()
    let latches = device.latchMask
    let outputs = device.step(now: now, inputs: inputs)
    precondition(device.latchMask & latches == latches)
    for index in currents.indices {
      currents[index] = 0
      if case .current(let wanted) = outputs.drives[index] { currents[index] = wanted.amperes }
    }
    isDriven = currents.contains { $0 != 0 }
    promise.check(device)
    promise.check(outputs, currents, device.state, now: now)
    promise.pass(now: now)
    if !outputs.powerSwitchClosed { currents = currents.map { _ in 0 } }
  }

  // The toy.

  private mutating func feel() {
    noise = noise &* 1_664_525 &+ 1_013_904_223
    let dither = (Float(noise >> 16) / 65_536 - 0.5) * 0.02
    for index in currents.indices {
      let current = currents[index]
      heads[index] = current != 0 ? current * 4 : heads[index] * 0.99
      // What is disturbed is the first one.
      func reading(_ which: UInt8, _ felt: Float) -> Float {
        index == 0 ? overrides[which] ?? felt : felt
      }
      inputs.actuators[index].head.g = reading(0, heads[index] + dither)
      inputs.actuators[index].housing.g = reading(1, heads[index] * 0.3 - dither)
      inputs.actuators[index].current.amperes = reading(2, current)
      inputs.actuators[index].voltage.volts = reading(3, current * 3)
      if index > 0 || overrides[4] == nil {
        inputs.actuators[index].contactForce.newtons = 10 + dither
      }
    }
  }

  /// Makes a reading impossible, or merely bad.
  mutating func disturb(_ which: UInt8, _ how: UInt8) {
    let values: [Float] = [.nan, .infinity, -.infinity, 1e30, -1e30, 0, 16, -16, 0.5, 45, 120, 3]
    let value = values[Int(how) % values.count]
    switch which % 10 {
    case 0, 1, 2, 3: overrides[which % 10] = value
    case 4:
      overrides[4] = value
      inputs.actuators[0].contactForce.newtons = value
    case 5: inputs.actuators[0].winding.celsius = value
    case 6: inputs.actuators[0].headTemperature.celsius = value
    case 7: inputs.actuators[0].housingTemperature.celsius = value
    case 8: inputs.battery = value
    default: inputs.stopButton.toggle()
    }
  }

  mutating func restore() {
    inputs = Inputs()
    inputs.battery = 0.8
    inputs.supply = Voltage(volts: 3.9)
    overrides = [:]
  }
}
