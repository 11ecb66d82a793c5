// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// A message of the device as it came.
struct Heard: Sendable {
  var message: DeviceMessage
  var sequence: UInt16
  var bytes: [UInt8]
  var at: Instant
}

/// One host's talk with a device over one line: what was said and heard, and what was wrong with it.
final class Conversation {
  /// `[E]` A telemetry or a call of ours this much late means that the machine was elsewhere.
  static var lateness: Interval { .milliseconds(60) }

  let line: any DeviceLine
  /// What was sent in the present rule, newest last.
  private(set) var sent: [[UInt8]] = []
  /// What came in the present rule.
  private(set) var heard: [Heard] = []
  /// The newest reading of the device's clock, ms.
  private(set) var clock: UInt32?
  private(set) var telemetry: Telemetry?
  /// When any actuator was told of last, device clock ms.
  private var told: UInt32?
  private(set) var condition: Condition?
  /// How often this machine or the device was not there in time.
  private(set) var disturbances = 0
  private(set) var received = 0
  /// Frames that were not messages, in hex; the first few.
  private(set) var unreadable: [String] = []
  /// Where the device's numbers did not go on by one; the first few.
  private(set) var misnumbered: [String] = []
  /// At which telemetry was asked for last.
  private var period = Interval.milliseconds(100)
  /// The number of the next message.
  var sequence: UInt16 = 0
  private var newest: UInt16?
  private var decoder = DeviceSerialDecoder()
  private var frame: [UInt8] = []
  private var waiting: [UInt8] = []
  private var lastCall: Instant
  private var isGreeted = false

  init(_ line: any DeviceLine) {
    self.line = line
    lastCall = line.now
  }

  /// Forgets what was said for an earlier rule.
  func turnPage() {
    sent = []
    heard = []
    lastCall = line.now
  }

  // Sending.

  /// Sends a message under the next number, or under `number`, and returns its number.
  @discardableResult
  func send(_ message: HostMessage, number: UInt16? = nil) throws(Finding) -> UInt16 {
    let number = number ?? next()
    switch message {
    case .hello: isGreeted = true
    case .rates(let rates): period = .milliseconds(Int64(rates.telemetryPeriodMilliseconds))
    case .arm, .disarm, .setpoint, .stop, .clear, .ping, .rawRequest, .faultRequest: break
    }
    try send(bytes: encode(message, number: number))
    return number
  }

  func next() -> UInt16 {
    defer { sequence &+= 1 }
    return sequence
  }

  /// A message as this line carries it.
  func encode(_ message: HostMessage, number: UInt16) -> [UInt8] {
    switch line.carrier {
    case .serial:
      let frame = HostCodec.encode(message, sequence: number)
      return (0..<frame.count).map { frame.bytes[$0] }
    case .hid:
      let report = HIDReport(message, sequence: number)
      return (0..<64).map { report.bytes[$0] }
    }
  }

  /// Header and body, whatever they say, wrapped as this line carries them.
  func wrap(_ payload: [UInt8]) -> [UInt8] {
    switch line.carrier {
    case .serial: Stuffing.frame(payload)
    case .hid:
      [1, UInt8(payload.count)] + payload + [UInt8](repeating: 0, count: 62 - payload.count)
    }
  }

  func send(bytes: [UInt8], by pipe: Pipe = .usual) throws(Finding) {
    sent.append(bytes)
    if sent.count > 200 { sent.removeFirst(100) }
    do throws(LineLost) { try line.send(bytes, by: pipe) } catch { throw .lost(error) }
  }

  // Hearing.

  /// Takes in what comes until a moment at the latest; returns at the first message.
  ///
  /// - Returns: the message, or nil when none came.
  func pull(until moment: Instant) throws(Finding) -> Heard? {
    if line.now - lastCall > Self.lateness { disturbances += 1 }
    defer { lastCall = line.now }
    while true {
      while !waiting.isEmpty {
        let byte = waiting.removeFirst()
        if let found = take(byte) { return found }
      }
      let bytes: [UInt8]
      do throws(LineLost) { bytes = try line.receive(until: moment) } catch { throw .lost(error) }
      if line.now - moment > Self.lateness { disturbances += 1 }
      guard !bytes.isEmpty else {
        if line.now >= moment { return nil }
        continue
      }
      switch line.carrier {
      case .serial: waiting = bytes
      case .hid: if let found = take(report: bytes) { return found }
      }
    }
  }

  private func take(_ byte: UInt8) -> Heard? {
    frame.append(byte)
    if frame.count > 4096 { frame.removeFirst(2048) }
    guard let decoded = decoder.push(byte) else {
      if byte == 0 { frame = [] }
      return nil
    }
    defer { frame = [] }
    return accept(decoded, frame)
  }

  private func take(report bytes: [UInt8]) -> Heard? {
    guard bytes.count == 64 else {
      note(unreadable: bytes)
      return nil
    }
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    for index in 0..<64 { report.bytes[index] = bytes[index] }
    return accept(report.decodeDeviceMessage(), bytes)
  }

  private func accept(_ decoded: Decoded<DeviceMessage>, _ bytes: [UInt8]) -> Heard? {
    switch decoded {
    case .refused:
      note(unreadable: bytes)
      return nil
    case .message(let message, let sequence):
      received += 1
      note(number: sequence)
      note(clockOf: message)
      let found = Heard(message: message, sequence: sequence, bytes: bytes, at: line.now)
      heard.append(found)
      return found
    }
  }

  private func note(unreadable bytes: [UInt8]) {
    // What is under way when a line is opened has lost its beginning.
    guard isGreeted, received > 0 else { return }
    if unreadable.count < 5 { unreadable.append(Words.hex(bytes)) }
  }

  private func note(number: UInt16) {
    if let newest, number != newest &+ 1, misnumbered.count < 5 {
      misnumbered.append("\(number) after \(newest)")
    }
    newest = number
  }

  private func note(clockOf message: DeviceMessage) {
    switch message {
    case .telemetry(let now):
      if let told,
        Interval.milliseconds(Int64(now.clockMilliseconds &- told)) > Self.lateness + period
      {
        disturbances += 1
      }
      told = now.clockMilliseconds
      if now.actuator == 0 { telemetry = now }
      clock = now.clockMilliseconds
    case .condition(let now): condition = now
    case .pong(let pong): clock = pong.clockMilliseconds
    case .identity, .actuator, .answer, .measurement, .event, .raw, .standstill, .fault: break
    }
  }

  /// Forgets what an earlier conversation had to say of the device's present.
  func forget() {
    telemetry = nil
    told = nil
    condition = nil
  }
}
