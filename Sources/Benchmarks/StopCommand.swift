// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Quantities
import Realtime
import Rehearsal

/// From a client's write on the control socket to the stop's bytes on the wire, with the real
/// programs, beside a bare Unix-socket ping-pong.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "A stop's way from the socket to the wire.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Stops to measure.") var stops = 300
  @Option(help: "The folder of tonusd, tonus and tonus-sim; this program's own when left out.")
  var programs: String?

  func run() throws {
    let message = try UnixStream.encode("Stop", [:])
    let floor = try pingPong(message)
    let measured = try measure(message)
    let report = FigureReport(json: json)
    for (name, values) in [("stop", measured), ("socket_floor", floor)] {
      report.add("\(name)_p50_us", values.quantile(perMille: 500))
      report.add("\(name)_p99_us", values.quantile(perMille: 990))
    }
    report.add(
      "stop_above_floor_p99_us",
      measured.quantile(perMille: 990) - floor.quantile(perMille: 990))
  }

  private func measure(_ message: [UInt8]) throws -> Quantiles {
    let stage = try Stage(programs: ProgramsFolder.resolve(programs))
    try stage.startDevice()
    let tapped = stage.folder.appending(path: "tapped").path
    let tap = try WireTap(path: stage.link, link: tapped)
    defer { tap.close() }
    try stage.startDaemon(device: "serial:\(tapped)")
    let client = try UnixStream(connecting: stage.socket)
    var latencies: [Float] = []
    for _ in 0..<stops {
      // Anywhere within a tick.
      usleep(UInt32.random(in: 5_000...8_000))
      let sent = BootClock.now
      client.send(message)
      guard client.receiveMessage() != nil, let seen = tap.stop(since: sent) else { continue }
      latencies.append(Float((seen - sent).nanoseconds) / 1000)
    }
    guard latencies.count * 10 >= stops * 9 else {
      throw UnixStream.Failure(
        description: "Only \(latencies.count) of \(stops) stops reached the wire.")
    }
    return Quantiles(latencies)
  }

  /// There and back between two threads, which sleep in between as the daemon does.
  private func pingPong(_ message: [UInt8]) throws -> Quantiles {
    let (near, far) = try UnixStream.pair()
    let echo = Thread {
      while let ping = far.receiveMessage() { far.send(ping + [0]) }
    }
    echo.start()
    var trips: [Float] = []
    for _ in 0..<max(1000, stops) {
      usleep(UInt32.random(in: 500...2_000))
      let sent = BootClock.now
      near.send(message)
      guard near.receiveMessage() != nil else { break }
      trips.append(Float((BootClock.now - sent).nanoseconds) / 1000)
    }
    shutdown(near.descriptor, Int32(SHUT_RDWR))
    return Quantiles(trips)
  }
}
