// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Daemon
import Doctor
import Foundation

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check socket, rights, USB, link and timing, and say what to type to mend them.",
    discussion: "Changes nothing. Ends with 69 when something is wrong.")

  @Flag(
    help: "Print the udev rules of this version, as they are to be installed, and nothing else.")
  var rules = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let output = global.output()
    guard !rules else {
      let lines = Examination.shippedRules.split(separator: "\n", omittingEmptySubsequences: false)
      try output.show(Examination.shippedRules, lines.dropLast().map(String.init))
      output.terminal.flush(milliseconds: 1000)
      return
    }
    let findings = Examination.findings(try await facts())
    try output.show(findings, DoctorText.lines(findings, style: output.style))
    output.terminal.flush(milliseconds: 1000)
    if findings.contains(where: { $0.verdict == .wrong }) { throw Ending(exit: .unavailable) }
  }

  private func facts() async throws -> Facts {
    guard !global.simulate else {
      throw CommandFailure(
        name: "Usage", message: "A simulated daemon needs no doctor; leave out --simulate.",
        exit: .usage)
    }
    let machine = MachineFacts()
    let path = SocketSource.path(global.socket)
    let daemon = await daemon(path)
    return Facts(
      user: machine.user(), socketPath: path, place: SocketSource.place(path),
      socket: machine.node(path), answer: daemon == nil ? SocketSource.answer(path) : .answers,
      hasService: machine.hasService, hasGroup: machine.hasGroup, rules: machine.rules(),
      devices: machine.devices(),
      runsModemManager: machine.runsModemManager, daemon: daemon)
  }

  private func daemon(_ path: String) async -> DaemonFacts? {
    guard let link = try? await SocketSource(path: path).connect() else { return nil }
    let said = try? await (link.diagnosis(), link.devices())
    await link.close()
    return said.map { DaemonFacts($0, $1) }
  }
}

extension SocketSource {
  /// Whose socket a path is.
  static func place(_ path: String) -> Facts.Place {
    switch path {
    case DaemonPaths.service: .service
    case DaemonPaths.socket(ProcessInfo.processInfo.environment, uid: getuid()): .own
    default: .named
    }
  }

  /// Why no daemon answered.
  static func answer(_ path: String) -> Facts.Answer {
    guard unsafe access(path, F_OK) == 0 else { return errno == EACCES ? .denied : .missing }
    return unsafe access(path, R_OK | W_OK) == 0 ? .refuses : .denied
  }
}

extension DaemonFacts {
  init(_ diagnosis: Control.Diagnosis, _ devices: [Control.Device]) {
    self.init(
      version: diagnosis.version, protocolVersion: diagnosis.protocol,
      user: UInt32(clamping: diagnosis.user), process: diagnosis.process,
      realtime: diagnosis.realtime, lockedMemory: diagnosis.lockedMemory,
      idleLatency: diagnosis.idleLatency,
      ticks: Ticks(
        count: diagnosis.timing.ticks, late: diagnosis.timing.lateTicks,
        p999Microseconds: diagnosis.timing.latenessP999us),
      devices: devices.map {
        Device(id: $0.id, state: $0.state, detail: $0.detail, protocolVersion: $0.protocol)
      },
      links: diagnosis.links.map {
        Link(
          device: $0.device, state: $0.state, framesReceived: $0.framesReceived,
          framesRefused: $0.framesRefused, setpointsSent: $0.setpointsSent,
          setpointsDropped: $0.setpointsDropped, inboundOverflows: $0.inboundOverflows,
          floods: $0.floods)
      }, hearsUSB: diagnosis.hearsUSB)
  }
}
