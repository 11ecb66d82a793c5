// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import Quantities
import Synchronization

/// A device at the other end of a link without a wire.
public protocol PumpedPeer: AnyObject {
  /// False while unplugged: nothing passes either way.
  var isAttached: Bool { get }
  func receive(_ frame: borrowing Frame, now: Instant)
  /// The next frame the device has to say, until nil.
  func transmit(now: Instant) -> Frame?
}

/// A link in lock-step: whoever keeps the time moves the frames, in the calling thread.
///
/// The frames are those of the serial link, encoded and decoded as they are there, so that virtual
/// time runs the same code as a wire.
public final class PumpedLink<Peer: PumpedPeer>: Link, @unchecked Sendable {
  public let port = LinkPort(hasBell: false)
  public let name: String
  public let peer: Peer
  private var end: LinkEnd
  private let wanted = Atomic<Bool>(false)
  private var exchanges: UInt64 = 0

  /// `[C]` Frames one exchange takes from the peer: a flood waits, as on a wire.
  private static var framesPerExchange: Int { 32 }

  public init(name: String, peer: Peer) {
    self.name = name
    self.peer = peer
    end = LinkEnd(port: port)
  }

  public func open() throws(LinkError) { wanted.store(true, ordering: .releasing) }

  /// Takes effect with the next exchange.
  public func close() { wanted.store(false, ordering: .releasing) }

  /// Moves everything that waits, host to device and then back.
  ///
  /// One thread only; the port's other side may be used by another.
  public func exchange(now: Instant) {
    guard follow(now: now) else { return }
    if let stop = end.takeStop() {
      send(stop.outgoing.frame, now: now)
      end.statistics.stopsSent += 1
    }
    while let command = end.takeCommand() {
      send(command.frame, now: now)
      end.statistics.commandsSent += 1
    }
    if let setpoint = end.takeSetpoint(now: now) {
      send(setpoint.frame, now: now)
      end.statistics.setpointsSent += 1
    }
    var taken = 0
    while taken < Self.framesPerExchange, let frame = peer.transmit(now: now) {
      end.statistics.bytesReceived += UInt64(frame.count)
      end.receive(frame, now: now)
      taken += 1
    }
    if taken == Self.framesPerExchange { end.statistics.floods += 1 }
    exchanges &+= 1
    if exchanges & 15 == 0 { end.publishStatistics() }
  }

  private func send(_ frame: borrowing Frame, now: Instant) {
    end.statistics.bytesSent += UInt64(frame.count)
    peer.receive(frame, now: now)
  }

  /// Brings the state in step with the peer and the owner; false when nothing can pass.
  private func follow(now: Instant) -> Bool {
    let isOpen = port.state.isOpen
    let shouldBeOpen = wanted.load(ordering: .acquiring)
    if shouldBeOpen, peer.isAttached {
      if !isOpen { end.begin() }
      return true
    }
    if !shouldBeOpen {
      if isOpen, peer.isAttached, let stop = end.takeStop() { send(stop.outgoing.frame, now: now) }
      if port.state.phase != .closed { end.end(.closed) }
    } else if isOpen {
      end.end(.lost, .unplugged)
    }
    return false
  }
}
