// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension Device {
  public static var majorVersion: UInt8 { 1 }
  public static var minorVersion: UInt8 { 0 }

  /// Takes one decoded message.
  ///
  /// `sequence` is its header's, by which the answer names it.
  public mutating func receive(
    _ message: HostMessage, sequence: UInt16, from transport: Transport, now: Instant
  ) {
    self.now = now
    framesReceived &+= 1
    // Never trust a caller's clock to have stood still since the last step.
    if now >= deadline { expire() }
    switch message {
    case .stop(let message): stop(message, from: transport)
    case .setpoint(let message): take(message, sequence: sequence, from: transport)
    case .hello(let message): greet(message, sequence: sequence, from: transport)
    case .arm(let request):
      let (result, detail) = arm(request, from: transport)
      answer(message.type, result, sequence, detail, to: transport)
    case .disarm(let request):
      answer(message.type, disarm(request), sequence, request.armID, to: transport)
    case .clear(let request):
      answer(message.type, clear(request), sequence, UInt32(latches.mask), to: transport)
    case .rates(let rates):
      answer(message.type, .accepted, sequence, negotiate(rates, transport), to: transport)
    case .ping(let ping):
      outboxes[transport.index].post(
        .pong(
          Pong(
            token: ping.token, clockMilliseconds: now.wireMilliseconds,
            clockFractionMicroseconds: Device.fraction(now))))
    case .rawRequest(let request):
      raw.begin(request, from: transport)
      answer(message.type, .accepted, sequence, UInt32(request.count), to: transport)
    case .faultRequest(let request):
      outboxes[transport.index].post(.fault(history.record(request.index)))
    }
  }

  /// Counts what the decoder refused, and answers it where the bytes can be trusted to name
  /// a message.
  public mutating func noteRefused(_ refusal: Refusal, from transport: Transport) {
    framesRefused &+= 1
    guard let answer = refusal.answer else { return }
    outboxes[transport.index].post(.answer(answer))
  }

  /// The cable was pulled, the bus reset or suspended: whoever owned the arm is gone.
  public mutating func detached(_ transport: Transport, now: Instant) {
    self.now = now
    subscriptions[transport.index] = Subscription()
    outboxes[transport.index].flush()
    raw.cancel(transport)
    followSubscriptions()
    guard let arm, arm.transport == transport else { return }
    post(.silence, cause: 0, latch: 0, value: -2)
    rampDown()
  }

  /// Whether `nextMessage` has something to say; mutating, since for a look a device would be copied.
  public mutating func hasMessage(for transport: Transport) -> Bool {
    outboxes[transport.index].isWaiting() || (raw.isWaiting && raw.transport == transport)
  }

  /// The next message for `transport` if it is telemetry, which is told a thousand times a second and
  /// so is handed over without being wrapped.
  ///
  /// Nil when something else comes first: then `nextMessage` tells.
  public mutating func nextTelemetry(for transport: Transport) -> Telemetry? {
    guard outboxes[transport.index].isTelemetryNext(),
      !(raw.isWaiting && raw.transport == transport)
    else { return nil }
    defer { outboxes[transport.index].telemetry = nil }
    return outboxes[transport.index].telemetry
  }

  /// The next message for `transport`, or nil when there is nothing to say.
  public mutating func nextMessage(for transport: Transport) -> DeviceMessage? {
    // On a line that is never idle, telemetry and bursts take turns.
    guard raw.transport == transport && raw.isWaiting else {
      return outboxes[transport.index].next()
    }
    if rawIsNext {
      rawIsNext = false
      if let burst = raw.next() { return .raw(burst) }
    }
    if let message = outboxes[transport.index].next() {
      if case .telemetry = message { rawIsNext = true }
      return message
    }
    if let burst = raw.next() { return .raw(burst) }
    return nil
  }

  static func fraction(_ instant: Instant) -> UInt16 {
    UInt16(instant.nanoseconds / 1000 % 1000)
  }

  mutating func answer(
    _ type: UInt8, _ result: Answer.Result, _ sequence: UInt16, _ detail: UInt32,
    to transport: Transport
  ) {
    outboxes[transport.index].post(
      .answer(Answer(type: type, result: result, sequence: sequence, detail: detail)))
  }

  /// An event, to every host that said hello.
  mutating func post(_ code: Event.Code, cause: UInt8, latch: UInt16, value: Int32) {
    let event = Event(
      clockMilliseconds: now.wireMilliseconds, code: code, cause: cause, latch: latch, value: value)
    for index in 0..<2 where subscriptions[index].isOpen { outboxes[index].post(.event(event)) }
  }

  private mutating func greet(_ hello: Hello, sequence: UInt16, from transport: Transport) {
    let index = transport.index
    outboxes[index].flush()
    raw.cancel(transport)
    subscriptions[index] = Subscription()
    stops[index].isSet = false
    if let arm, arm.transport == transport { rampDown() }
    let fits = hello.major == Device.majorVersion
    subscriptions[index].isOpen = fits
    for actuator in indices { actuators[actuator].untold[index] = Untold() }
    subscriptions[index].telemetryPeriod = max(1, configuration.fastestPeriodMilliseconds)
    subscriptions[index].setpointPeriod = max(1, configuration.fastestPeriodMilliseconds)
    subscriptions[index].telemetryDue = now
    subscriptions[index].conditionDue = now
    outboxes[index].post(
      .identity(
        Identity(
          major: Device.majorVersion, minor: Device.minorVersion, nonce: hello.nonce,
          firmware: configuration.firmware, actuators: UInt8(configuration.actuatorCount),
          flags: configuration.flags,
          resetCause: resetCause, serial: configuration.serial, model: configuration.model,
          bootID: bootID, sampleRateHertz: 4000,
          fastestPeriodMilliseconds: max(1, configuration.fastestPeriodMilliseconds))))
    for actuator in indices {
      outboxes[index].post(.actuator(configuration.actuators[actuator]))
    }
    answer(
      HostMessage.hello(hello).type, fits ? .accepted : .versionMismatch, sequence,
      UInt32(Device.majorVersion), to: transport)
  }

  private mutating func followSubscriptions() {
    measuring = subscriptions[0].measurement || subscriptions[1].measurement
    guard !measuring else { return }
    for index in indices { actuators[index].measurement.reset() }
  }

  private mutating func negotiate(_ rates: Rates, _ transport: Transport) -> UInt32 {
    let index = transport.index
    let fastest = min(100, max(1, configuration.fastestPeriodMilliseconds))
    let telemetry = min(100, max(fastest, rates.telemetryPeriodMilliseconds))
    let setpoint = min(100, max(fastest, rates.setpointPeriodMilliseconds))
    let condition = min(100, max(1, rates.conditionPeriodCentiseconds))
    subscriptions[index].telemetryPeriod = telemetry
    subscriptions[index].setpointPeriod = setpoint
    subscriptions[index].conditionPeriod = condition
    subscriptions[index].measurement = rates.measurement
    followSubscriptions()
    subscriptions[index].telemetryDue = now
    subscriptions[index].conditionDue = now
    return UInt32(telemetry) | UInt32(setpoint) << 8 | UInt32(condition) << 16
  }
}
