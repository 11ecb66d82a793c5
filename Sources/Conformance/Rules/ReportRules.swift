// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §4 and §5: reports on HID, and who USB says the device is.
enum ReportRules {
  static let all: [Rule] = [
    Rule("4", "padding", "A report whose padding is not zero is refused.", [.hid], padding),
    Rule("4", "length", "A report whose length is outside 4…62 is refused.", [.hid], length),
    Rule("4", "id", "A report with another id is refused.", [.hid], foreignID),
    Rule("4", "stop-only", "Under id 2 nothing but a stop is taken.", [.hid], stopOnly),
    Rule("4", "stop", "A stop is honoured under id 1 as under id 2.", [.hid], stop),
    Rule(
      "4", "control", "Output reports are accepted by SET_REPORT on the control endpoint, too.",
      [.hid], control),
    Rule("5", "serial", "The serial-number string of USB equals that of identity.", [], serial),
  ]

  private static func padding(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    var report = bench.pingFrame(token: token)
    report[63] = 1
    try bench.demandRefused(report, token: token)
  }

  private static func length(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    var report = bench.pingFrame(token: token)
    report[1] = 63
    try bench.demandRefused(report, token: token)
  }

  private static func foreignID(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    var report = bench.pingFrame(token: token)
    report[0] = 3
    try bench.demandRefused(report, token: token)
  }

  private static func stopOnly(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    var report = bench.pingFrame(token: token)
    report[0] = 2
    try bench.demandRefused(report, token: token)
  }

  private static func stop(_ bench: Bench) throws(Finding) {
    for id in [UInt8(1), 2] {
      let stopID = bench.freshStop()
      var report = bench.main.encode(
        .stop(Stop(stopID: stopID, reason: .user)), number: bench.main.next())
      report[0] = id
      try bench.main.send(bytes: report)
      _ = try bench.wait("standstill, to a stop under id \(id)") { message in
        if case .standstill(let one) = message, one.stopID == stopID { one } else { nil }
      }
    }
  }

  private static func control(_ bench: Bench) throws(Finding) {
    let token = bench.fresh()
    try bench.main.send(bytes: bench.pingFrame(token: token), by: .control)
    _ = try bench.wait("a pong to a ping by SET_REPORT") { message in
      if case .pong(let pong) = message, pong.token == token { pong } else { nil }
    }
  }

  private static func serial(_ bench: Bench) throws(Finding) {
    guard let told = bench.main.line.usbSerial else {
      throw .notApplicable("the line does not say what USB calls the device")
    }
    let serial = bench.identity.map { Words.text($0.serial) } ?? ""
    guard serial == told else {
      throw .failed(expected: "the serial number '\(told)' in identity", got: ["'\(serial)'"])
    }
  }
}
