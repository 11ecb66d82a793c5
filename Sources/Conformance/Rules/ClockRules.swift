// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §2, §12 and §14: the device's clock, and how soon it answers.
enum ClockRules {
  static let all: [Rule] = [
    Rule("2", "monotonic", "The device's clock never goes back.", [], monotonic),
    Rule("14", "one", "Pongs and telemetry tell of one and the same clock.", [], one),
    Rule(
      "14", "rate", "The device's clock runs within 100 ppm of the host's.", [.wallClock], rate),
    Rule(
      "12", "answer", "A pong is handed to the transport within 2 ms.", [.wallClock], answer),
  ]

  private static func microseconds(_ pong: Pong) -> Int64 {
    Int64(pong.clockMilliseconds) * 1000 + Int64(pong.clockFractionMicroseconds)
  }

  private static func monotonic(_ bench: Bench) throws(Finding) {
    var newest: UInt32?
    for _ in 0..<20 {
      try bench.rest(10)
      let pong = try bench.ping()
      if let newest, Int32(bitPattern: pong.clockMilliseconds &- newest) < 0 {
        throw .failed(expected: "a clock of \(newest) ms or more", got: [Words.of(.pong(pong))])
      }
      newest = pong.clockMilliseconds
    }
  }

  private static func one(_ bench: Bench) throws(Finding) {
    let before = try bench.ping().clockMilliseconds
    // What was written before the ping has come by then.
    _ = try bench.listen(50)
    let telemetry = try bench.wait("telemetry") { message in
      if case .telemetry(let telemetry) = message { telemetry } else { nil }
    }
    let after = try bench.ping().clockMilliseconds
    guard Int32(bitPattern: telemetry.clockMilliseconds &- before) >= 0,
      Int32(bitPattern: after &- telemetry.clockMilliseconds) >= 0
    else {
      throw .failed(
        expected: "a clock of \(before) to \(after) ms", got: [Words.of(.telemetry(telemetry))])
    }
  }

  /// An exchange of the least round trip out of many: its middle by the host, and the device's clock.
  private static func exchange(_ bench: Bench) throws(Finding) -> (
    middle: Int64, device: Int64, trip: Int64
  ) {
    var best: (middle: Int64, device: Int64, trip: Int64) = (0, 0, .max)
    for _ in 0..<20 {
      let sent = bench.main.line.now
      let pong = try bench.ping()
      let trip = (bench.main.line.now - sent).nanoseconds
      if trip < best.trip {
        best = (Int64(sent.nanoseconds) + trip / 2, microseconds(pong), trip)
      }
    }
    return best
  }

  private static func rate(_ bench: Bench) throws(Finding) {
    let first = try exchange(bench)
    _ = try bench.listen(2000)
    let last = try exchange(bench)
    let host = (last.middle - first.middle) / 1000
    let device = last.device - first.device
    let allowed = host / 10_000 + (first.trip + last.trip) / 2000 + 1000
    guard abs(device - host) <= allowed else {
      throw .failed(
        expected: "\(host) µs of the device's clock, give or take \(allowed)",
        got: ["\(device) µs"])
    }
  }

  /// `[E]` What lines and this machine may add to the device's 2 ms, the best of 20 being taken.
  private static let allowance: Int64 = 8_000_000

  private static func answer(_ bench: Bench) throws(Finding) {
    let trip = try exchange(bench).trip
    guard trip <= 2_000_000 + allowance else {
      throw .failed(
        expected: "a round trip of at most \((2_000_000 + allowance) / 1000) µs, of 20 the best",
        got: ["\(trip / 1000) µs"])
    }
  }
}
