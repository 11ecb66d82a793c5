// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
public import Quantities
import Sessions

/// Runs a recording through an engine again: the same inputs in the same ticks must give the same
/// bytes.
public enum EngineReplay {
  /// A tick in which the engine said something else than it did.
  public struct Deviation: Hashable, Sendable, CustomStringConvertible {
    /// Since the first tick.
    public var after: Interval
    public var recorded: [String]
    public var said: [String]

    public var description: String {
      "\(Double(after.nanoseconds) / 1e9) s: recorded \(recorded), said \(said)"
    }
  }

  /// `[C]` More than a person reads.
  private static let limit = 20

  /// Every tick that differs, the first twenty of them.
  public static func deviations(_ recording: Recording) -> [Deviation] {
    var engine = Engine(nonce: recording.nonce, serial: recording.serial)
    var inbox = EngineInbox()
    var outbox = EngineOutbox()
    var deviations: [Deviation] = []
    guard let start = recording.ticks.first?.now else { return [] }
    for tick in recording.ticks {
      for input in tick.inputs { add(input, &inbox) }
      engine.tick(now: tick.now, inbox: &inbox, outbox: &outbox)
      inbox.clear()
      let said = said(outbox).map(Hex.text)
      outbox.clear()
      let recorded = tick.said.map(Hex.text)
      guard said != recorded else { continue }
      deviations.append(Deviation(after: tick.now - start, recorded: recorded, said: said))
      if deviations.count == limit { break }
    }
    withExtendedLifetime(recording) {}
    return deviations
  }

  private static func add(_ input: Recording.Input, _ inbox: inout EngineInbox) {
    switch input {
    case .up: if inbox.acceptsCommand { inbox.add(.linkUp) }
    case .down: if inbox.acceptsCommand { inbox.add(.linkDown) }
    case .command(let command): if inbox.acceptsCommand { inbox.add(command) }
    case .message(let message): if inbox.acceptsMessage { inbox.add(message) }
    case .stop(let reason, let sentAs):
      inbox.stop = reason
      inbox.stopSentAs = sentAs
    }
  }

  private static func said(_ outbox: EngineOutbox) -> [Payload] {
    var said: [Payload] = []
    if let stop = outbox.stop { said.append(stop.message.payload(sequence: stop.sequence)) }
    for index in 0..<outbox.otherCount {
      let other = outbox.others[index]
      said.append(other.message.payload(sequence: other.sequence))
    }
    if let setpoint = outbox.setpoint {
      said.append(setpoint.message.payload(sequence: setpoint.sequence))
    }
    return said
  }
}
