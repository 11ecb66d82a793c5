// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §15: rates and buffers.
enum RateRules {
  static let all: [Rule] = [
    Rule(
      "15", "default", "After hello telemetry comes at fastest, condition every 100 ms.", [],
      defaults),
    Rule("15", "granted", "rates never grants less than fastest.", [], granted),
    Rule("15", "period", "Telemetry and condition come at the periods granted.", [], period),
    Rule("15", "burst", "Eight questions that come at once are all answered.", [], burst),
  ]

  /// The mean distance of readings of the device's clock, ms.
  private static func mean(_ clocks: [UInt32]) -> Float {
    guard let first = clocks.first, let last = clocks.last, clocks.count > 1 else {
      return .infinity
    }
    return Float(last &- first) / Float(clocks.count - 1)
  }

  /// Demands telemetry and condition at their periods, ms, over a while by the device's clock.
  private static func demand(_ bench: Bench, telemetry: UInt32, condition: UInt32)
    throws(Finding)
  {
    try bench.rest(20)
    let heard = try bench.rest(max(condition * 4, telemetry * 20))
    let telemetries = Bench.telemetries(heard, of: nil).map(\.clockMilliseconds)
    let conditions = heard.compactMap { one -> UInt32? in
      if case .condition(let one) = one.message { one.clockMilliseconds } else { nil }
    }
    for (name, clocks, wanted) in [
      ("telemetry", telemetries, telemetry), ("condition", conditions, condition),
    ] {
      let found = mean(clocks)
      // A full line may skip one now and then; none comes sooner than it was granted.
      guard found >= Float(wanted) * 0.9, found <= Float(wanted) * 1.25 + 0.5 else {
        throw .failed(
          expected: "\(name) every \(wanted) ms by the device's clock",
          got: ["\(clocks.count) of them, every \(found) ms"])
      }
    }
  }

  private static func defaults(_ bench: Bench) throws(Finding) {
    try bench.greet()
    try demand(
      bench, telemetry: UInt32(bench.identity?.fastestPeriodMilliseconds ?? 1), condition: 100)
  }

  private static func ask(
    _ bench: Bench, _ telemetry: UInt8, _ setpoint: UInt8, _ condition: UInt8
  ) throws(Finding) -> [UInt32] {
    let answer = try bench.demand(
      .rates(
        Rates(
          telemetryPeriodMilliseconds: telemetry, setpointPeriodMilliseconds: setpoint,
          conditionPeriodCentiseconds: condition, measurement: false)), .accepted)
    return [answer.detail & 0xFF, answer.detail >> 8 & 0xFF, answer.detail >> 16]
  }

  private static func granted(_ bench: Bench) throws(Finding) {
    let fastest = UInt32(bench.identity?.fastestPeriodMilliseconds ?? 1)
    for asked in [UInt8(1), 50, 100] {
      let periods = try ask(bench, asked, asked, 10)
      let least = max(fastest, 1)
      guard (least...100).contains(periods[0]), (least...100).contains(periods[1]),
        (1...100).contains(periods[2])
      else {
        throw .failed(
          expected: "periods of \(least) to 100 ms, and of 1 to 100 for condition",
          got: ["\(periods) to a wish of \(asked)"])
      }
    }
  }

  private static func period(_ bench: Bench) throws(Finding) {
    let slow = max(20, bench.identity?.fastestPeriodMilliseconds ?? 1)
    for asked in [slow, min(100, slow * 2)] {
      let periods = try ask(bench, asked, asked, 5)
      try demand(bench, telemetry: periods[0], condition: periods[2] * 10)
    }
  }

  private static func burst(_ bench: Bench) throws(Finding) {
    var missing = Set((0..<8).map { _ in bench.fresh() })
    for token in missing { try bench.main.send(.ping(Ping(token: token))) }
    _ = try bench.wait("a pong to each of eight pings") { message -> Bool? in
      if case .pong(let pong) = message { missing.remove(pong.token) }
      return missing.isEmpty ? true : nil
    }
  }
}
