// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Randomness

/// A device under examination, and what every rule needs to ask of it.
final class Bench {
  /// `[E]` An answer that has not come by then never will.
  private static var patience: Interval { .milliseconds(800) }
  /// Rules of the device's moving ask for telemetry this often, ms: enough to see a ramp of 100 ms.
  private static let telemetryPeriod: UInt8 = 5

  let main: Conversation
  let second: Conversation?
  let options: ConformanceOptions
  private(set) var identity: Identity?
  private(set) var actuators: [ActuatorIdentity] = []
  private var identifiers: SplitMix64

  init(_ line: any DeviceLine, second: (any DeviceLine)?, options: ConformanceOptions) {
    main = Conversation(line)
    self.second = second.map { Conversation($0) }
    self.options = options
    // Arm ids must not be those of an earlier run.
    identifiers = SplitMix64(seed: options.seed)
  }

  var isSerial: Bool { main.line.carrier == .serial }

  /// An id no arm, stop or hello had before.
  func fresh() -> UInt32 { UInt32(truncatingIfNeeded: identifiers.next()) | 1 }

  func freshStop() -> UInt16 { UInt16(truncatingIfNeeded: identifiers.next()) }

  // Waiting.

  /// Listens until `look` finds something in a message; fails when it does not come.
  func wait<Found>(
    _ expected: String, _ conversation: Conversation? = nil, within: Interval? = nil,
    _ look: (DeviceMessage) -> Found?
  ) throws(Finding) -> Found {
    let talk = conversation ?? main
    let until = talk.line.now + stretched(within ?? Self.patience)
    var seen: [Heard] = []
    while let heard = try talk.pull(until: until) {
      if let found = look(heard.message) { return found }
      seen.append(heard)
    }
    throw .failed(expected: expected, got: Self.tail(seen))
  }

  /// Listens for so long by the device's clock, and returns what came.
  @discardableResult
  func rest(_ milliseconds: UInt32, _ conversation: Conversation? = nil) throws(Finding)
    -> [Heard]
  {
    let talk = conversation ?? main
    var heard: [Heard] = []
    let from = talk.clock
    let until = talk.line.now + stretched(Interval.milliseconds(Int64(milliseconds)))
    while true {
      // Without telemetry only the host's clock tells.
      let limit = from == nil ? until : until + stretched(Self.patience)
      if let clock = talk.clock, let from,
        Int32(bitPattern: clock &- from) >= Int32(milliseconds)
      {
        return heard
      }
      guard let one = try talk.pull(until: limit) else { return heard }
      heard.append(one)
    }
  }

  /// Listens for so long by the host's clock.
  func listen(_ milliseconds: Int64, _ conversation: Conversation? = nil) throws(Finding)
    -> [Heard]
  {
    let talk = conversation ?? main
    var heard: [Heard] = []
    let until = talk.line.now + stretched(.milliseconds(milliseconds))
    while let one = try talk.pull(until: until) { heard.append(one) }
    return heard
  }

  private func stretched(_ interval: Interval) -> Interval {
    options.isEmulated ? Interval(nanoseconds: interval.nanoseconds * 10) : interval
  }

  /// The last few messages, telemetry left out where there is anything else.
  static func tail(_ heard: [Heard]) -> [String] {
    let telling = heard.filter { if case .telemetry = $0.message { false } else { true } }
    return (telling.isEmpty ? heard : telling).suffix(6).map {
      "\(Words.of($0.message)) [\(Words.hex($0.bytes))]"
    }
  }

  // Asking.

  /// Sends a message and returns its answer.
  func ask(_ message: HostMessage, _ conversation: Conversation? = nil, number: UInt16? = nil)
    throws(Finding) -> Answer
  {
    let talk = conversation ?? main
    let number = try talk.send(message, number: number)
    return try answer(to: message.type, number, talk)
  }

  func answer(to type: UInt8, _ number: UInt16, _ conversation: Conversation? = nil)
    throws(Finding) -> Answer
  {
    try wait("an answer to type \(type), sequence \(number) (§13)", conversation) { message in
      guard case .answer(let answer) = message, answer.type == type, answer.sequence == number
      else { return nil }
      return answer
    }
  }

  /// Sends a message that has to be answered just so.
  @discardableResult
  func demand(
    _ message: HostMessage, _ result: Answer.Result, detail: UInt32? = nil,
    _ conversation: Conversation? = nil
  ) throws(Finding) -> Answer {
    let answer = try ask(message, conversation)
    try demand(answer, result, detail: detail)
    return answer
  }

  func demand(_ answer: Answer, _ result: Answer.Result, detail: UInt32? = nil) throws(Finding) {
    guard answer.result == result, detail == nil || answer.detail == detail else {
      let more = detail.map { ", detail \($0)" } ?? ""
      throw .failed(
        expected: "an answer \(result)\(more) to type \(answer.type)",
        got: [Words.of(.answer(answer))])
    }
  }

  /// The device has heard everything up to now.
  @discardableResult
  func ping(_ conversation: Conversation? = nil) throws(Finding) -> Pong {
    let token = fresh()
    let talk = conversation ?? main
    try talk.send(.ping(Ping(token: token)))
    return try wait("a pong with token \(token)", talk) { message in
      if case .pong(let pong) = message, pong.token == token { pong } else { nil }
    }
  }

  /// A condition the device wrote after all that was sent.
  @discardableResult
  func condition(_ conversation: Conversation? = nil) throws(Finding) -> Condition {
    let clock = try ping(conversation).clockMilliseconds
    return try wait("a condition", conversation, within: .seconds(Int64(2))) { message in
      guard case .condition(let condition) = message,
        Int32(bitPattern: condition.clockMilliseconds &- clock) > 0
      else { return nil }
      return condition
    }
  }

  /// Telemetry of the first actuator that the device wrote after all that was sent.
  func telemetry(_ conversation: Conversation? = nil) throws(Finding) -> Telemetry {
    let clock = try ping(conversation).clockMilliseconds
    return try wait("telemetry", conversation) { message in
      guard case .telemetry(let telemetry) = message, telemetry.actuator == 0,
        Int32(bitPattern: telemetry.clockMilliseconds &- clock) > 0
      else { return nil }
      return telemetry
    }
  }

  // Where rules begin.

  /// Says hello and takes in who is there.
  func greet(_ conversation: Conversation? = nil) throws(Finding) {
    let talk = conversation ?? main
    talk.forget()
    let nonce = fresh()
    let number = try talk.send(.hello(Hello(major: 1, minor: 0, nonce: nonce)))
    var found: [ActuatorIdentity] = []
    let identity = try wait("an identity with nonce \(nonce)", talk) { message in
      if case .identity(let one) = message, one.nonce == nonce { one } else { nil }
    }
    let answer = try wait("the answer to hello", talk) { message -> Answer? in
      if case .actuator(let one) = message { found.append(one) }
      guard case .answer(let answer) = message, answer.sequence == number else { return nil }
      return answer
    }
    try demand(answer, .accepted)
    self.identity = identity
    if !found.isEmpty { actuators = found }
  }

  /// Brings the device to idle, without latches, with telemetry every few milliseconds.
  func settle() throws(Finding) {
    do throws(Finding) {
      try greet()
      try setRates()
      try waitForRest()
    } catch {
      guard case .failed(let expected, let got) = error else { throw error }
      throw .notReached("expected \(expected), got \(got.last ?? "nothing")")
    }
  }

  func setRates(_ conversation: Conversation? = nil) throws(Finding) {
    let fastest = identity?.fastestPeriodMilliseconds ?? 1
    let period = max(Self.telemetryPeriod, fastest)
    try demand(
      .rates(
        Rates(
          telemetryPeriodMilliseconds: period, setpointPeriodMilliseconds: period,
          conditionPeriodCentiseconds: 2, measurement: false)), .accepted, conversation)
  }

  /// Waits until the device rests, and clears what may be cleared.
  private func waitForRest() throws(Finding) {
    for _ in 0..<40 {
      let now = try condition()
      switch now.state {
      case .idle where now.latches == 0: return
      case .idle, .latched: try clear(now)
      case .armed, .running, .lifted, .selfTest, .ramping, .braking: try rest(100)
      }
    }
    let state = main.condition.map { "\($0.state), latches \($0.latches)" } ?? "unknown"
    throw .notReached("the device does not come to idle without latches; it is \(state)")
  }

  private func clear(_ now: Condition) throws(Finding) {
    guard let cause = LatchCause(rawValue: now.newestLatchCause) else { return }
    let answer = try ask(.clear(Clear(latch: now.newestLatch, cause: cause)))
    if answer.result == .accepted || answer.result == .wrongLatch { return }
    guard answer.result == .causePersists else {
      throw .notReached(
        "latch \(now.newestLatch), \(cause), stays: \(answer.result). Take its power away and begin"
          + " anew")
    }
    try rest(100)
  }
}
