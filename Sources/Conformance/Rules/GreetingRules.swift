// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §7 and §8: hello, and who answers.
enum GreetingRules {
  static let all: [Rule] = [
    Rule("7", "nonce", "identity echoes the nonce of its hello.", [], nonce),
    Rule("7", "flush", "hello flushes: nothing from before it comes after identity.", [], flush),
    Rule(
      "13", "hello", "identity comes first, then each actuator, then the answer.", [], order),
    Rule("8", "identity", "Who it is stays the same from hello to hello.", [], identity),
    Rule(
      "8", "actuator", "Actuators are numbered from 0, and each can do something.", [], actuator),
  ]

  private static func nonce(_ bench: Bench) throws(Finding) {
    for nonce in [UInt32(0), 0xFFFF_FFFF, bench.fresh()] {
      try bench.main.send(.hello(Hello(major: 1, minor: 0, nonce: nonce)))
      _ = try bench.wait("an identity with nonce \(nonce)") { message in
        if case .identity(let one) = message, one.nonce == nonce { one } else { nil }
      }
    }
  }

  private static func flush(_ bench: Bench) throws(Finding) {
    let tokens = Set((0..<6).map { _ in bench.fresh() })
    let nonce = bench.fresh()
    for token in tokens { try bench.main.send(.ping(Ping(token: token))) }
    try bench.main.send(.hello(Hello(major: 1, minor: 0, nonce: nonce)))
    _ = try bench.wait("an identity with nonce \(nonce)") { message in
      if case .identity(let one) = message, one.nonce == nonce { one } else { nil }
    }
    let heard = try bench.rest(60)
    let old = heard.filter { one in
      if case .pong(let pong) = one.message { tokens.contains(pong.token) } else { false }
    }
    guard old.isEmpty else {
      throw .failed(
        expected: "no answer to what came before the hello, behind its identity",
        got: Bench.tail(old))
    }
  }

  private static func order(_ bench: Bench) throws(Finding) {
    let nonce = bench.fresh()
    let number = try bench.main.send(.hello(Hello(major: 1, minor: 0, nonce: nonce)))
    var kinds: [String] = []
    var isGreeted = false
    let answer = try bench.wait("identity, actuators and the answer to hello") {
      message -> Answer? in
      if case .identity(let one) = message, one.nonce == nonce {
        kinds.append("identity")
        isGreeted = true
      }
      if case .actuator(let one) = message, isGreeted { kinds.append("actuator \(one.actuator)") }
      if case .answer(let answer) = message, answer.sequence == number { return answer }
      return nil
    }
    try bench.demand(answer, .accepted, detail: 1)
    let wanted = ["identity"] + (0..<(bench.identity?.actuators ?? 1)).map { "actuator \($0)" }
    guard kinds == wanted else {
      throw .failed(
        expected: wanted.joined(separator: ", ") + ", and then the answer",
        got: kinds + ["the answer"])
    }
  }

  private static func identity(_ bench: Bench) throws(Finding) {
    guard let before = bench.identity else { return }
    let ranges = bench.actuators
    for _ in 0..<3 {
      try bench.greet()
      guard let after = bench.identity else { return }
      guard after.bootID == before.bootID,
        Words.text(after.serial) == Words.text(before.serial),
        Words.text(after.model) == Words.text(before.model), after.flags == before.flags,
        after.actuators == before.actuators, bench.actuators == ranges,
        after.fastestPeriodMilliseconds == before.fastestPeriodMilliseconds
      else {
        throw .failed(
          expected: Words.of(.identity(before)) + ", as before",
          got: [Words.of(.identity(after))])
      }
    }
    guard before.sampleRateHertz > 0 else {
      throw .failed(expected: "a sample rate above 0", got: ["0 Hz"])
    }
  }

  private static func actuator(_ bench: Bench) throws(Finding) {
    for (index, one) in bench.actuators.enumerated() {
      guard Int(one.actuator) == index, one.frequencyMinCentihertz > 0,
        one.frequencyMinCentihertz <= one.frequencyMaxCentihertz, one.amplitudeMaxMicrometers > 0,
        one.accelerationMaxMilligravities > 0, one.driveMaxTenthMilliamperes > 0
      else {
        throw .failed(
          expected: "actuator \(index) with a band, an amplitude, an acceleration and a drive",
          got: [
            "actuator \(one.actuator): \(one.frequencyMinCentihertz) to"
              + " \(one.frequencyMaxCentihertz) cHz, \(one.amplitudeMaxMicrometers) µm,"
              + " \(one.accelerationMaxMilligravities) mg,"
              + " \(one.driveMaxTenthMilliamperes) tenths of a mA"
          ])
      }
    }
  }
}
