// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities

/// What a bad link does to frames on their way.
struct LinkFaults: Sendable {
  struct Held: Sendable, BitwiseCopyable {
    var frame: Frame
    var due: Instant
  }

  /// Shares of all frames, 0…1.
  var lost: Float = 0
  var duplicated: Float = 0
  var corrupted: Float = 0
  var delay = Interval.zero
  /// Until then nothing reaches the device; then everything does at once.
  var heldUntil = Instant.zero
  /// Until then nothing reaches the host.
  var muteUntil = Instant.zero
  private var toDevice: [Held] = []
  private var toHost: [Held] = []
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// False when frames may pass as they are.
  var isActive: Bool {
    lost > 0 || duplicated > 0 || corrupted > 0 || delay > .zero || heldUntil > .zero
      || muteUntil > .zero || !toDevice.isEmpty || !toHost.isEmpty
  }

  mutating func heal() {
    lost = 0
    duplicated = 0
    corrupted = 0
    delay = .zero
    heldUntil = .zero
    muteUntil = .zero
  }

  /// What a pulled cable does to frames under way.
  mutating func drop() {
    toDevice.removeAll()
    toHost.removeAll()
  }

  mutating func sendToDevice(_ frame: Frame, now: Instant) {
    var frame = frame
    let due = max(now + delay, heldUntil)
    for _ in 0..<copies(of: &frame) { toDevice.append(Held(frame: frame, due: due)) }
  }

  mutating func sendToHost(_ frame: Frame, now: Instant) {
    guard now >= muteUntil else { return }
    var frame = frame
    for _ in 0..<copies(of: &frame) { toHost.append(Held(frame: frame, due: now + delay)) }
  }

  mutating func nextForDevice(now: Instant) -> Frame? {
    if now >= heldUntil { heldUntil = .zero }
    guard let first = toDevice.first, first.due <= now else { return nil }
    toDevice.removeFirst()
    return first.frame
  }

  mutating func nextForHost(now: Instant) -> Frame? {
    if now >= muteUntil { muteUntil = .zero }
    guard let first = toHost.first, first.due <= now else { return nil }
    toHost.removeFirst()
    return first.frame
  }

  /// How many copies of a frame arrive, and what is left of it.
  private mutating func copies(of frame: inout Frame) -> Int {
    let chances = (share(), share(), share())
    if chances.0 < lost { return 0 }
    if chances.1 < corrupted {
      let place = Int(random.next() % UInt64(frame.count))
      frame.bytes[place] ^= 1 << UInt8(truncatingIfNeeded: random.next() & 7)
    }
    return chances.2 < duplicated ? 2 : 1
  }

  private mutating func share() -> Float { Float(random.next() >> 40) / 16_777_216 }
}
