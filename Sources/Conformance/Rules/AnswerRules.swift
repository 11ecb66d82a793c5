// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §13, and the messages of §8 that answer something.
enum AnswerRules {
  static let all: [Rule] = [
    Rule("13", "once", "Each command is answered exactly once.", [], once),
    Rule("13", "pong", "Each ping is answered by one pong with its token.", [], pong),
    Rule("13", "disarm", "disarm with nothing in force is notArmed, with the id.", [], disarm),
    Rule("13", "clear", "clear with nothing latched is wrongLatch.", [], clear),
    Rule("13", "fault", "A record that is not there has cause 0, and the index asked.", [], fault),
    Rule("8", "raw", "Raw samples come as many as promised, without a gap.", [], raw),
  ]

  private static func once(_ bench: Bench) throws(Finding) {
    let rates = Rates(
      telemetryPeriodMilliseconds: 20, setpointPeriodMilliseconds: 20,
      conditionPeriodCentiseconds: 5, measurement: false)
    var numbers: [UInt16] = []
    for message in [
      HostMessage.rates(rates), .disarm(Disarm(armID: bench.fresh())),
      .clear(Clear(latch: 1, cause: .stopCommand)),
      .rawRequest(RawRequest(channel: .current, count: 1)),
    ] {
      numbers.append(try bench.main.send(message))
      try bench.rest(20)
    }
    try bench.ping()
    let answers = bench.main.heard.compactMap { one -> UInt16? in
      if case .answer(let answer) = one.message { answer.sequence } else { nil }
    }
    guard answers == numbers else {
      throw .failed(
        expected: "one answer each to sequences \(numbers)", got: ["answers to \(answers)"])
    }
  }

  private static func pong(_ bench: Bench) throws(Finding) {
    let tokens = [UInt32(0), 0xFFFF_FFFF, bench.fresh()]
    for token in tokens {
      try bench.main.send(.ping(Ping(token: token)))
      try bench.rest(20)
    }
    let pongs = bench.main.heard.compactMap { one -> UInt32? in
      if case .pong(let pong) = one.message { pong.token } else { nil }
    }
    guard pongs == tokens else {
      throw .failed(expected: "one pong each with tokens \(tokens)", got: ["tokens \(pongs)"])
    }
  }

  private static func disarm(_ bench: Bench) throws(Finding) {
    let id = bench.fresh()
    try bench.demand(.disarm(Disarm(armID: id)), .notArmed, detail: id)
  }

  private static func clear(_ bench: Bench) throws(Finding) {
    try bench.demand(.clear(Clear(latch: 1, cause: .headHot)), .wrongLatch, detail: 0)
  }

  private static func fault(_ bench: Bench) throws(Finding) {
    guard try bench.condition().faultsRecorded < 255 else {
      throw .notApplicable("its fault history has a record at every index")
    }
    try bench.main.send(.faultRequest(FaultRequest(index: 254)))
    let record = try bench.wait("a fault record") { message in
      if case .fault(let record) = message { record } else { nil }
    }
    guard record.index == 254, record.cause == 0 else {
      throw .failed(
        expected: "a fault record of index 254 and cause 0", got: [Words.of(.fault(record))])
    }
  }

  private static func raw(_ bench: Bench) throws(Finding) {
    let answer = try bench.ask(.rawRequest(RawRequest(channel: .headAcceleration, count: 50)))
    if answer.result == .unsupported { throw .notApplicable("it gives no raw samples") }
    try bench.demand(answer, .accepted, detail: 50)
    var offsets: [Int] = []
    var count = 0
    _ = try bench.wait("50 raw samples") { message -> Bool? in
      guard case .raw(let burst) = message else { return nil }
      offsets.append(Int(burst.offset))
      guard Int(burst.offset) == count, burst.of == 50 else { return nil }
      count += Int(burst.count)
      return count >= 50 ? true : nil
    }
  }
}
