// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.3: silence is off.
enum SilenceRules {
  static let all: [Rule] = [
    Rule(
      "11.3", "silence", "Without a newer setpoint the device ramps down, brakes and disarms.",
      [.motion], silence),
    Rule("11.3", "renewal", "A void setpoint renews nothing.", [.motion], renewal),
    Rule("11.3", "rearm", "After silence motion needs a new arm.", [.motion], rearm),
  ]

  /// What is heard after the setpoints end, and when the last one's life did.
  private static func fallSilent(_ bench: Bench) throws(Finding) -> (Arm, Setpoint, UInt16) {
    let arm = try bench.move()
    let last = try bench.setpoint(arm)
    let number = try bench.main.send(.setpoint(last))
    return (arm, last, number)
  }

  /// That drive ended in time after `validUntil`, give or take a telemetry.
  static func demandOver(_ bench: Bench, _ heard: [Heard], _ last: Setpoint)
    throws(Finding)
  {
    let late = heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      return Int32(bitPattern: one.clockMilliseconds &- last.validUntilMilliseconds) > 110
    }
    try bench.demandStill(
      late, "no drive later than a ramp of 100 ms after the last setpoint's life")
    let unmoved = heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      let over = Int32(bitPattern: one.clockMilliseconds &- last.validUntilMilliseconds)
      return over > 10 && (one.state == .running || one.state == .lifted || one.state == .armed)
    }
    guard unmoved.isEmpty else {
      throw .failed(
        expected: "ramping or braking when the last setpoint's life, until"
          + " \(last.validUntilMilliseconds) ms, is over", got: Bench.tail(unmoved))
    }
  }

  private static func silence(_ bench: Bench) throws(Finding) {
    let (_, last, number) = try fallSilent(bench)
    let heard = try bench.rest(600)
    try demandOver(bench, heard, last)
    let now = try bench.telemetry()
    guard now.state == .idle, now.latches == 0 else {
      throw .failed(expected: "the state idle, without latches", got: [Words.of(.telemetry(now))])
    }
    let events = Bench.events(heard).filter { $0.code == .silence }
    guard events.count == 1, events[0].value == Int32(number) else {
      throw .failed(
        expected: "one event silence with value \(number)",
        got: Bench.events(heard).map { Words.of(.event($0)) })
    }
  }

  private static func renewal(_ bench: Bench) throws(Finding) {
    let (arm, last, _) = try fallSilent(bench)
    var heard: [Heard] = []
    for _ in 0..<30 {
      try bench.main.send(.setpoint(bench.setpoint(arm, life: 2000)))
      heard += try bench.rest(15)
    }
    try demandOver(bench, heard, last)
  }

  private static func rearm(_ bench: Bench) throws(Finding) {
    let (arm, last, _) = try fallSilent(bench)
    try bench.rest(200)
    let heard = try bench.keep(arm, 400)
    let late = heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      return Int32(bitPattern: one.clockMilliseconds &- last.validUntilMilliseconds) > 110
    }
    try bench.demandStill(late, "no motion by setpoints of the arm that silence has ended")
  }
}
