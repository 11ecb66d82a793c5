// SPDX-License-Identifier: Apache-2.0
import CPosix
import DeviceProtocol
import Glibc
import Links
import Realtime
public import Recording

/// A device out of a recording on a pseudo-terminal, in real time.
public struct ReplayDevice: ~Copyable {
  private var playback: Playback
  private var link: DeviceLink
  private var terminal: PseudoTerminal?
  private var decoder = HostSerialDecoder()
  private var counter = SequenceCounter()
  private var pending: [UInt8] = []
  private var told = 0

  /// - Parameter link: the path by which hosts find the terminal.
  public init(_ recording: Recording, link: String) throws(SimulatorError) {
    playback = Playback(recording)
    self.link = DeviceLink(path: link)
    do throws(LinkError) {
      terminal = try PseudoTerminal()
    } catch {
      throw SimulatorError("Could not open a pseudo-terminal. \(error)")
    }
    if let path = terminal?.path { try self.link.point(to: path) }
  }

  deinit {
    var link = link
    link.remove()
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP; returns the signal.
  public mutating func serve() -> Int32 {
    ctonus_interrupt_note()
    Descriptor.say("Recorded device at \(link.path). Ctrl-C ends.")
    var wasOver = false
    var isHungUp = false
    while ctonus_interrupt_noted() == 0 {
      // While nobody has the terminal open it is always ready, and a signal would never get through.
      let found =
        isHungUp
        ? ctonus_interrupt_wait(-1, -1, 20_000_000)
        : ctonus_interrupt_wait(descriptor, -1, 1_000_000)
      if found & 1 != 0 { receive() }
      isHungUp = found & 5 == 4
      transmit()
      while told < playback.deviations.count {
        Descriptor.say("deviation at \(playback.deviations[told])")
        told += 1
      }
      if playback.isOver, !wasOver { Descriptor.say("Everything recorded has been told.") }
      wasOver = playback.isOver
    }
    return ctonus_interrupt_noted()
  }

  /// Whether the host did as it was recorded.
  public var hasDeviated: Bool { !playback.deviations.isEmpty }

  private var descriptor: Int32 {
    switch terminal {
    case .some(let terminal): terminal.descriptor
    case .none: -1
    }
  }

  private mutating func receive() {
    guard let bytes = Descriptor.read(from: descriptor) else { return }
    for byte in bytes {
      guard case .message(let message, let sequence) = decoder.push(byte) else { continue }
      playback.receive(message, sequence: sequence, now: BootClock.now)
    }
  }

  private mutating func transmit() {
    while true {
      if !pending.isEmpty {
        pending.removeFirst(Descriptor.write(pending, to: descriptor))
        guard pending.isEmpty else { return }
      }
      guard let message = playback.transmit(now: BootClock.now) else { return }
      let frame = DeviceCodec.encode(message, sequence: counter.next())
      for index in 0..<frame.count { pending.append(frame.bytes[index]) }
    }
  }
}
