// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension HIDFlow {
  /// A stop leaves at once, by both endpoints, and calls back what is on its way.
  mutating func sendStop<Wire: ReportWire & ~Copyable>(_ now: Instant, _ wire: inout Wire)
    throws(Loss)
  {
    if let stop = end.takeStop() {
      waitingStop = stop.outgoing
      waitingControl = stop.outgoing
      if stop.isNew { cancel(.output, now, &wire) }
    }
    if let stop = waitingControl, isIdle(.control) {
      waitingControl = nil
      try launch(stop, by: .control, now, &wire)
    }
    guard let stop = waitingStop, isIdle(.stop), outputHalt == .none else { return }
    try launch(stop, by: .stop, now, &wire)
    waitingStop = nil
  }

  /// The next command, or else the newest setpoint.
  mutating func sendNext<Wire: ReportWire & ~Copyable>(_ now: Instant, _ wire: inout Wire)
    throws(Loss)
  {
    guard isIdle(.output), outputHalt == .none else { return }
    if let command = end.takeCommand() {
      carried = .command
      if case .hello = command.message { carriesHello = true } else { carriesHello = false }
      try launch(command, by: .output, now, &wire)
    } else if let setpoint = end.takeSetpoint(now: now) {
      carried = .setpoint
      carriesHello = false
      try launch(setpoint, by: .output, now, &wire)
    }
  }

  private func isIdle(_ slot: ReportSlot) -> Bool { flights[slot.rawValue] == .idle }

  private mutating func launch<Wire: ReportWire & ~Copyable>(
    _ outgoing: LinkEnd.Outgoing, by slot: ReportSlot, _ now: Instant, _ wire: inout Wire
  ) throws(Loss) {
    guard wire.send(outgoing.report, by: slot) else { throw .unplugged(errno: 19) }
    flights[slot.rawValue] = .flying(since: now)
  }

  /// Something that was to leave has left, or has not.
  mutating func left<Wire: ReportWire & ~Copyable>(
    _ slot: ReportSlot, _ outcome: ReportOutcome, _ flight: Flight, _ now: Instant,
    _ wire: inout Wire
  ) throws(Loss) {
    guard slot != .control else { return }
    switch outcome {
    case .done:
      failures = 0
      end.statistics.bytesSent += UInt64(HIDReport.length)
      noteSent(slot)
    case .cancelled, .babbled:
      end.statistics.writeStalls += 1
      noteUnsent(slot)
    case .stalled:
      noteUnsent(slot)
      if outputHalt == .none {
        try spendStall(now)
        outputHalt = .draining
        cancel(.output, now, &wire)
        cancel(.stop, now, &wire)
      }
    case .failed, .gone: break
    }
    if outputHalt == .draining, isIdle(.output), isIdle(.stop) {
      outputHalt = .clearing
      wire.clearHalt(.output)
    }
    try sendStop(now, &wire)
    try sendNext(now, &wire)
  }

  private mutating func noteSent(_ slot: ReportSlot) {
    guard slot == .output else {
      end.statistics.stopsSent += 1
      return
    }
    switch carried {
    case .command: end.statistics.commandsSent += 1
    case .setpoint: end.statistics.setpointsSent += 1
    case .stop, .nothing: break
    }
    if carriesHello { isGreeted = true }
    carried = .nothing
  }

  private mutating func noteUnsent(_ slot: ReportSlot) {
    guard slot == .output else { return }
    switch carried {
    case .command: end.statistics.commandsDropped += 1
    case .setpoint: end.statistics.setpointsDropped += 1
    case .stop, .nothing: break
    }
    carried = .nothing
  }
}
