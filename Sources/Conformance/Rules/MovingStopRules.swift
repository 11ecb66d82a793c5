// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.4 and §11.10: stop and clear while the head moves.
enum MovingStopRules {
  static let all: [Rule] = [
    Rule("11.4", "ends", "A stop ends the motion within 200 ms.", [.motion], ends),
    Rule(
      "11.4", "measured", "Standstill is confirmed after 100 ms of rest, and not before.",
      [.motion], measured),
    Rule(
      "11.4", "discards", "After a stop setpoints of the arm move nothing.", [.motion], discards),
    Rule("11.10", "moving", "What still comes to rest cannot be cleared.", [.motion], clearing),
    Rule(
      "10", "switch", "The second power switch opens 150 ms after the ending began.", [.motion],
      secondSwitch),
  ]

  /// Moves, stops, and listens; the device's clock when it read the stop comes first.
  private static func stop(_ bench: Bench, keeping: Bool = false) throws(Finding)
    -> (UInt32, [Standstill], [Heard])
  {
    let arm = try bench.move()
    let stopID = bench.freshStop()
    try bench.main.send(.stop(Stop(stopID: stopID, reason: .user)))
    let began = try bench.wait("standstill, stopping") { message in
      if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
    }
    guard began.phase == .stopping else {
      throw .failed(
        expected: "standstill stopping, for the head moves", got: [Words.of(.standstill(began))])
    }
    let heard = keeping ? try bench.keep(arm, 500) : try bench.rest(500)
    let all = heard.compactMap { one -> Standstill? in
      if case .standstill(let one) = one.message, one.stopID == stopID { one } else { nil }
    }
    return (began.clockMilliseconds, [began] + all, heard)
  }

  private static func since(_ clock: UInt32, _ more: Int32, _ heard: [Heard]) -> [Heard] {
    heard.filter { one in
      guard case .telemetry(let one) = one.message else { return false }
      return Int32(bitPattern: one.clockMilliseconds &- clock) > more
    }
  }

  private static func ends(_ bench: Bench) throws(Finding) {
    let (began, all, heard) = try stop(bench)
    guard let last = all.last, last.phase == .confirmed, last.endedMilliseconds <= 200 else {
      throw .failed(
        expected: "standstill confirmed, ended within 200 ms",
        got: all.map { Words.of(.standstill($0)) })
    }
    try bench.demandStill(since(began, 115, heard), "no drive 115 ms after the stop was read")
    let running = since(began, 10, heard).filter { one in
      if case .telemetry(let one) = one.message { one.state == .running } else { false }
    }
    guard running.isEmpty else {
      throw .failed(expected: "ramping, once the stop was read", got: Bench.tail(running))
    }
  }

  private static func measured(_ bench: Bench) throws(Finding) {
    let (began, all, heard) = try stop(bench)
    guard let last = all.first(where: { $0.phase == .confirmed }) else {
      throw .failed(
        expected: "standstill confirmed within 500 ms", got: all.map { Words.of(.standstill($0)) })
    }
    let rest = Int(last.confirmedMilliseconds) - Int(last.endedMilliseconds)
    let driven = Bench.telemetries(heard).filter(\.isDriven).map(\.clockMilliseconds).last ?? began
    let sinceDrive = Int32(bitPattern: last.clockMilliseconds &- driven)
    guard (95...130).contains(rest), sinceDrive >= 90 else {
      throw .failed(
        expected: "confirmed 100 ms after the motion and the drive had ended",
        got: [
          Words.of(.standstill(last)),
          "telemetry told of a drive \(sinceDrive) ms before it was confirmed",
        ])
    }
  }

  private static func discards(_ bench: Bench) throws(Finding) {
    let (began, _, heard) = try stop(bench, keeping: true)
    try bench.demandStill(since(began, 115, heard), "no drive after a stop, though setpoints come")
  }

  private static func clearing(_ bench: Bench) throws(Finding) {
    try bench.move()
    let stopID = bench.freshStop()
    try bench.main.send(.stop(Stop(stopID: stopID, reason: .user)))
    let began = try bench.wait("standstill") { message in
      if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
    }
    try bench.demand(.clear(Clear(latch: began.latch, cause: .stopCommand)), .causePersists)
  }

  private static func secondSwitch(_ bench: Bench) throws(Finding) {
    guard bench.identity?.flags.contains(.secondSwitch) ?? false else {
      throw .notApplicable("it has no second power switch")
    }
    let (began, _, heard) = try stop(bench)
    let closed = since(began, 165, heard).filter { one in
      if case .telemetry(let one) = one.message { !one.flags.contains(.switchOpen) } else { false }
    }
    guard closed.isEmpty else {
      throw .failed(
        expected: "flag 9, the second power switch open, 165 ms after the stop was read",
        got: Bench.tail(closed))
    }
  }
}
