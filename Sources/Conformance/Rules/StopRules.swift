// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.4: stop, of a device at rest.
enum StopRules {
  static let all: [Rule] = [
    Rule(
      "11.4", "answer", "A stop is answered by standstill under its id, to the end.", [], answer),
    Rule("11.4", "latches", "A stop latches stopCommand.", [], latches),
    Rule("11.4", "again", "The same stop again is answered and changes nothing.", [], again),
    Rule("11.4", "latched", "A stop is honoured in the state latched, too.", [], whileLatched),
    Rule("8", "event", "Latching and clearing are told as events.", [], event),
    Rule("8", "fault", "The newest fault record tells of the latch that formed last.", [], fault),
  ]

  /// Sends a stop and waits until standstill is confirmed.
  static func stop(_ bench: Bench, _ stopID: UInt16, reason: StopReason = .user)
    throws(Finding) -> [Standstill]
  {
    try bench.main.send(.stop(Stop(stopID: stopID, reason: reason)))
    var all: [Standstill] = []
    _ = try bench.wait("standstill confirmed of stop \(stopID)", within: .seconds(Int64(3))) {
      message -> Bool? in
      guard case .standstill(let one) = message, one.stopID == stopID else { return nil }
      all.append(one)
      return one.phase == .confirmed ? true : nil
    }
    return all
  }

  private static func answer(_ bench: Bench) throws(Finding) {
    let all = try stop(bench, bench.freshStop())
    guard let last = all.last, all.allSatisfy({ $0.latch == last.latch }), last.latch != 0 else {
      throw .failed(
        expected: "standstill with one latch number throughout",
        got: all.map { Words.of(.standstill($0)) })
    }
  }

  private static func latches(_ bench: Bench) throws(Finding) {
    let latch = try stop(bench, bench.freshStop()).last?.latch ?? 0
    try bench.rest(300)
    let now = try bench.telemetry()
    guard now.latches == LatchCause.stopCommand.mask, now.newestLatch == latch,
      now.state == .latched
    else {
      throw .failed(
        expected:
          "the state latched with latch \(latch), stopCommand, 300 ms after it was confirmed",
        got: [Words.of(.telemetry(now))])
    }
  }

  private static func again(_ bench: Bench) throws(Finding) {
    let stopID = bench.freshStop()
    guard let first = try stop(bench, stopID).last else { return }
    let before = try bench.condition()
    for _ in 0..<3 {
      guard let next = try stop(bench, stopID).last else { return }
      guard next.latch == first.latch, next.phase == first.phase,
        next.endedMilliseconds == first.endedMilliseconds
      else {
        throw .failed(
          expected: Words.of(.standstill(first)) + ", as before",
          got: [Words.of(.standstill(next))])
      }
    }
    let after = try bench.condition()
    guard after.faultsRecorded == before.faultsRecorded, after.newestLatch == before.newestLatch
    else {
      throw .failed(
        expected: Words.of(.condition(before)) + ", with no fault more",
        got: [Words.of(.condition(after))])
    }
  }

  private static func whileLatched(_ bench: Bench) throws(Finding) {
    let first = try stop(bench, bench.freshStop()).last
    let second = try stop(bench, bench.freshStop()).last
    guard first?.latch == second?.latch else {
      throw .failed(
        expected: "latch \(first?.latch ?? 0), for a cause is latched once at a time",
        got: ["latch \(second?.latch ?? 0)"])
    }
  }

  private static func event(_ bench: Bench) throws(Finding) {
    let latch = try stop(bench, bench.freshStop(), reason: .limit).last?.latch ?? 0
    try bench.demand(.clear(Clear(latch: latch, cause: .stopCommand)), .accepted)
    try bench.rest(40)
    let events = Bench.events(bench.main.heard).filter { $0.latch == latch }
    let latched = events.first { $0.code == .latched }
    let cleared = events.first { $0.code == .cleared }
    guard latched?.cause == 1, latched?.value == Int32(StopReason.limit.rawValue),
      cleared?.cause == 1
    else {
      throw .failed(
        expected: "events latched and cleared of latch \(latch), cause 1, the first with value 7",
        got: Bench.events(bench.main.heard).map { Words.of(.event($0)) })
    }
  }

  private static func fault(_ bench: Bench) throws(Finding) {
    let latch = try stop(bench, bench.freshStop(), reason: .programEnded).last?.latch ?? 0
    try bench.main.send(.faultRequest(FaultRequest(index: 0)))
    let record = try bench.wait("a fault record") { message in
      if case .fault(let record) = message { record } else { nil }
    }
    guard record.index == 0, record.cause == 1, record.latch == latch, record.value == 6,
      record.bootID == bench.identity?.bootID
    else {
      throw .failed(
        expected: "fault 0: cause 1, latch \(latch), value 6, boot \(bench.identity?.bootID ?? 0)",
        got: ["\(Words.of(.fault(record))), value \(record.value), boot \(record.bootID)"])
    }
  }
}
