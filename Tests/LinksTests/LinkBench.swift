// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Glibc
import Links
import Quantities
import Realtime
import Testing

/// A link, and the device's end of its wire in the test's hands.
protocol LinkBench: AnyObject {
  var link: any Link { get }
  func say(_ message: DeviceMessage, sequence: UInt16)
  /// Puts something on the wire that is no message; false when the wire takes no more.
  func noise(_ bytes: [UInt8]) -> Bool
  /// Takes from the wire what has come, and decodes it as a device does.
  func hear() -> [Heard]
  /// Lets time pass.
  func pass()
  func unplug()
}

/// A wire without packets: a message is bytes among bytes.
protocol StreamingBench: LinkBench {
  /// Puts bytes on the wire, as the device does; false when the wire takes no more.
  func say(_ bytes: [UInt8]) -> Bool
}

extension StreamingBench {
  func say(_ message: DeviceMessage, sequence: UInt16) {
    let frame = DeviceCodec.encode(message, sequence: sequence)
    let bytes = (0..<frame.count).map { frame.bytes[$0] }
    _ = until { say(bytes) }
  }

  func noise(_ bytes: [UInt8]) -> Bool { say(bytes + [0]) }
}

struct Heard {
  var message: HostMessage
  var sequence: UInt16
}

extension LinkBench {
  var port: LinkPort { link.port }

  /// Lets time pass until it holds, for at most some seconds.
  func until(_ holds: () -> Bool) -> Bool {
    // A kernel's USB takes a report a millisecond, and an emulated one less.
    for _ in 0..<(PluggedGadget.composed == nil ? 5000 : 100_000) {
      if holds() { return true }
      pass()
    }
    return holds()
  }

  /// What the device hears until `enough`.
  func hear(until enough: ([Heard]) -> Bool) -> [Heard] {
    var all: [Heard] = []
    _ = until {
      all += hear()
      return enough(all)
    }
    return all
  }

  func setpoint(_ number: UInt16) {
    let message = HostMessage.setpoint(
      Setpoint(
        armID: 1, validUntilMilliseconds: 0, actuator: 0, frequencyCentihertz: number, phase: 0,
        amplitudeMicrometers: 0, driveTenthMilliamperes: 0))
    port.put(setpoint: message, sequence: number, now: BootClock.now)
    port.ring()
  }

  func ping(_ token: UInt32, sequence: UInt16) -> Bool {
    defer { port.ring() }
    return port.send(.ping(Ping(token: token)), sequence: sequence)
  }
}

/// The lock-step link: time passes by exchanging.
final class PumpedBench: StreamingBench {
  final class Peer: PumpedPeer {
    var isAttached = true
    var decoder = HostSerialDecoder()
    var heard: [Heard] = []
    var outgoing: [Frame] = []

    func receive(_ frame: borrowing Frame, now: Instant) {
      for i in 0..<frame.count {
        if case .message(let message, let sequence)? = decoder.push(frame.bytes[i]) {
          heard.append(Heard(message: message, sequence: sequence))
        }
      }
    }

    func transmit(now: Instant) -> Frame? { outgoing.isEmpty ? nil : outgoing.removeFirst() }
  }

  let pumped = PumpedLink(name: "bench", peer: Peer())
  var link: any Link { pumped }

  func say(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      var frame = DeviceCodec.encode(
        .pong(Pong(token: 0, clockMilliseconds: 0, clockFractionMicroseconds: 0)), sequence: 0)
      frame.count = min(rest.count, Frame.capacity)
      for i in 0..<frame.count { frame.bytes[i] = rest.removeFirst() }
      pumped.peer.outgoing.append(frame)
    }
    return true
  }

  func hear() -> [Heard] {
    defer { pumped.peer.heard = [] }
    return pumped.peer.heard
  }

  func pass() { pumped.exchange(now: BootClock.now) }

  func unplug() { pumped.peer.isAttached = false }
}

/// The device's end is a descriptor.
class StreamBench: StreamingBench {
  let link: any Link
  private var descriptor: Int32
  private var decoder = HostSerialDecoder()
  private var backlog: [UInt8] = []
  /// The most that is written at once.
  private let piece: Int

  init(link: any Link, descriptor: Int32, piece: Int = .max) {
    self.link = link
    self.descriptor = descriptor
    self.piece = piece
  }

  deinit {
    link.close()
    if descriptor >= 0 { close(descriptor) }
  }

  func say(_ bytes: [UInt8]) -> Bool {
    guard flush() else { return false }
    backlog = bytes
    _ = flush()
    return true
  }

  /// Writes what the wire did not take before; false when something is left.
  private func flush() -> Bool {
    while !backlog.isEmpty {
      let written = unsafe write(descriptor, backlog, min(piece, backlog.count))
      guard written > 0 else { break }
      backlog.removeFirst(written)
    }
    return backlog.isEmpty
  }

  func hear() -> [Heard] {
    var heard: [Heard] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return heard }
      for byte in bytes[..<count] {
        if case .message(let message, let sequence)? = decoder.push(byte) {
          heard.append(Heard(message: message, sequence: sequence))
        }
      }
    }
  }

  func pass() {
    _ = flush()
    Thread.sleep(forTimeInterval: 0.001)
  }

  func unplug() {
    close(descriptor)
    descriptor = -1
  }
}

final class TerminalBench: StreamBench {
  init() throws {
    let terminal = try PseudoTerminal()
    // The pair's own end closes with it, so the bench keeps a copy.
    let end = dup(terminal.descriptor)
    super.init(link: SerialLink(path: terminal.path), descriptor: end)
  }
}

final class SocketBench: StreamBench {
  /// - Parameter packets: keeps what is written at once together, as reports are, 64 bytes at most.
  init(packets: Bool) throws {
    var ends: [Int32] = [-1, -1]
    let type = packets ? SOCK_SEQPACKET : SOCK_STREAM
    guard
      unsafe socketpair(
        AF_UNIX, Int32(type.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0, &ends) == 0
    else { throw LinkError(code: .system, name: "socketpair", errno: errno) }
    let host = ends[0]
    let link = SerialLink(name: "socket") { () throws(LinkError) in
      let copy = dup(host)
      guard copy >= 0 else { throw LinkError(code: .missing, name: "socket") }
      return Line(adopting: copy)
    }
    super.init(link: link, descriptor: ends[1], piece: packets ? 64 : .max)
  }
}
