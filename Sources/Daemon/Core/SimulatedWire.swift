// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links
import Quantities
import Realtime
import Simulator

/// A simulated device that lives at the pace of the machine's clock.
///
/// After the machine has slept it goes on from where it was, but for a few seconds: a night of
/// sleep is not simulated step by step.
final class PacedPeer: PumpedPeer {
  /// `[C]` Longer than any silence the device itself acts upon.
  static let longestGap = Interval.seconds(Int64(5))

  private let peer: SimulatedPeer
  private var skipped = Interval.zero
  private var last: Instant

  init(_ peer: SimulatedPeer, now: Instant) {
    self.peer = peer
    last = now
  }

  var isAttached: Bool { peer.isAttached }

  func receive(_ frame: borrowing Frame, now: Instant) {
    peer.receive(frame, now: paced(now))
  }

  func transmit(now: Instant) -> Frame? { peer.transmit(now: paced(now)) }

  private func paced(_ now: Instant) -> Instant {
    if now - last > Self.longestGap { skipped = skipped + (now - last - Self.longestGap) }
    last = now
    return now - skipped
  }
}

/// Moves the simulated device and its frames, once a millisecond, on a thread of its own.
struct SimulatedWire: TickBody, @unchecked Sendable {
  let link: PumpedLink<PacedPeer>

  func tick(_ tick: Tick) { link.exchange(now: tick.now) }
}
