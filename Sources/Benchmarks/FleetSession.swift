// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import Realtime
import Rehearsal

/// A real daemon with sessions on many serial devices, which one other process simulates.
///
/// The wire of the device that is ticked last is tapped.
final class FleetSession {
  private let stage: Stage
  private let count: Int
  private let daemon: RunningProgram
  private let tap: WireTap
  private let tapped: String
  private let bare: BareWay
  private let clients = FleetClients()
  private let control: UnixStream

  init(programs: String?, count: Int) throws {
    let stage = try Stage(programs: ProgramsFolder.resolve(programs))
    self.stage = stage
    self.count = count
    try stage.startDevice(["--count", "\(count)"])
    let paths = (1...count).map { Self.numbered(stage.link, $0) }
    guard waitUntil(seconds: 20, { Self.exist(paths) ? true : nil }) != nil else {
      throw UnixStream.Failure(description: "The simulated devices did not all appear.")
    }
    tapped = stage.folder.appending(path: "tapped").path
    tap = try WireTap(path: paths[count - 1], link: tapped)
    bare = try BareWay()
    let devices = (paths.dropLast() + [tapped]).map { "serial:\($0)" }
    daemon = try stage.startDaemon(
      devices.dropFirst().flatMap { ["--device", $0] }, device: devices[0])
    control = try UnixStream(connecting: stage.socket)
    try Self.waitUntilReady(control, count: count)
    try clients.answerQuestions(control, count: count)
    for (index, device) in devices.enumerated() {
      try clients.begin(device, person: index + 1, socket: stage.socket)
    }
    let truths = truths
    let moving = waitUntil(seconds: 20) { truths.allSatisfy { Truth($0).isMoving } ? true : nil }
    guard moving != nil else {
      throw UnixStream.Failure(
        description: "Not all of \(count) sessions began to move. \(clients.failure)")
    }
  }

  deinit {
    clients.end()
    tap.close()
    bare.close()
  }

  /// Measures the load, then stops on one device among sessions, then a stop of all sessions.
  func measure(seconds: Int, stops: Int) throws -> FleetLoad {
    // Past the first rise: everything has been used once.
    Thread.sleep(forTimeInterval: 1)
    let process = daemon.processIdentifier
    let (before, earlier) = (try ProcessUsage(process), try counts())
    let began = BootClock.now
    Thread.sleep(forTimeInterval: Double(seconds))
    let (after, later) = (try ProcessUsage(process), try counts())
    let elapsed = Double((BootClock.now - began).nanoseconds) / 1e9
    let links = zip(earlier.links, later.links)
    let frames = links.reduce(0) { $0 + $1.1.frames - $1.0.frames }
    let allocations = links.reduce(0) { $0 + $1.1.allocations - $1.0.allocations }
    let late = later.lateTicks - earlier.lateTicks
    try expectMotion()
    let first = Truth.now
    let (wire, floor) = try latencies(stops)
    return FleetLoad(
      count: count,
      processorPercent: Float(
        (after.processorSeconds - before.processorSeconds) / elapsed * 100),
      residentMebibytes: after.residentMebibytes,
      lateShare: Float(late / max(1, later.ticks - earlier.ticks + late)),
      tickP99: later.tickP99,
      slowestSetpoints: Float(
        (links.map { $0.1.setpoints - $0.0.setpoints }.min() ?? 0) / elapsed),
      tickAllocations: later.tickAllocations,
      allocationsPerFrame: Float(allocations / max(1, frames)),
      stops: wire, floor: floor, standstills: try standstills(firstStop: first))
  }

  /// Stops all sessions after so many seconds; milliseconds to each device's standstill.
  func standstills(after seconds: Int) throws -> [Float] {
    Thread.sleep(forTimeInterval: Double(seconds + 1))
    try expectMotion()
    return try standstills(firstStop: nil)
  }

  /// A device that was starved of the processor has ended its session, and then nothing counts.
  private func expectMotion() throws {
    guard truths.allSatisfy({ Truth($0).isMoving }) else {
      throw UnixStream.Failure(
        description: "Not all of \(count) sessions lasted. Try again on a quieter machine.")
    }
  }

  private var truths: [URL] {
    (1...count).map { URL(fileURLWithPath: Self.numbered(stage.truth.path, $0)) }
  }

  private func counts() throws -> FleetCounts { FleetCounts(try control.call("Diagnose")) }

  /// Stops one device again and again while the others' sessions go on, in turn with the bare way.
  private func latencies(_ stops: Int) throws -> (stops: Quantiles, floor: Quantiles) {
    let message = try UnixStream.encode("Stop", ["device": "serial:\(tapped)"])
    var latencies: [Float] = []
    var floor: [Float] = []
    for _ in 0..<stops {
      // Anywhere within a tick.
      usleep(UInt32.random(in: 2_000...4_000))
      if let took = bare.measure(message) { floor.append(took) }
      usleep(UInt32.random(in: 2_000...4_000))
      let sent = BootClock.now
      control.send(message)
      guard control.receiveMessage() != nil, let seen = tap.stop(since: sent) else { continue }
      latencies.append(Float((seen - sent).nanoseconds) / 1000)
    }
    guard latencies.count * 10 >= stops * 9 else {
      throw UnixStream.Failure(
        description: "Only \(latencies.count) of \(stops) stops reached the wire.")
    }
    return (Quantiles(latencies), Quantiles(floor))
  }

  /// Stops what still runs and waits until every plant is still; milliseconds of each.
  ///
  /// - Parameter firstStop: when the tapped device was stopped, if it was.
  private func standstills(firstStop: Int64?) throws -> [Float] {
    let all = Truth.now
    _ = try control.call("Stop")
    return try truths.enumerated().map { index, file in
      let stopped = index == count - 1 ? firstStop ?? all : all
      guard let still = waitUntil(seconds: 5, { Truth(file).stillSince(stopped) }) else {
        throw UnixStream.Failure(description: "Device \(index + 1) of \(count) still moves.")
      }
      return Float(still - stopped) / 1000
    }
  }

  private static func waitUntilReady(_ control: UnixStream, count: Int) throws {
    let ready = waitUntil(seconds: 20) { () -> Bool? in
      let devices = (try? control.call("ListDevices"))?["devices"] as? [[String: Any]] ?? []
      Thread.sleep(forTimeInterval: 0.02)
      return devices.count { $0["state"] as? String == "ready" } == count ? true : nil
    }
    guard ready != nil else {
      throw UnixStream.Failure(description: "Not all of \(count) devices got ready.")
    }
  }

  private static func numbered(_ path: String, _ number: Int) -> String {
    number == 1 ? path : "\(path).\(number)"
  }

  private static func exist(_ paths: [String]) -> Bool {
    paths.allSatisfy { FileManager.default.fileExists(atPath: $0) }
  }
}
