// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Randomness

/// What a wire does to frames on their way: it takes its time, and may be bad.
struct LinkFaults: Sendable {
  /// Shares of all frames, 0…1.
  var lost: Float = 0
  var duplicated: Float = 0
  var corrupted: Float = 0
  var delay = Interval.zero
  /// How many stops get lost before one passes.
  var stopsToLose = 0
  var toDevice = WireQueue()
  var toHost = WireQueue()
  private let latency: Interval
  private let jitterNanoseconds: UInt64
  private var random: SplitMix64

  init(seed: UInt64, latency: Interval, jitter: Interval) {
    random = SplitMix64(seed: seed)
    self.latency = latency
    jitterNanoseconds = UInt64(max(0, jitter.nanoseconds))
  }

  /// False when frames may pass as they are.
  var isActive: Bool {
    latency > .zero || isBad || toDevice.isActive || toHost.isActive
  }

  /// Whether a frame may come to harm on its way.
  var isBad: Bool {
    lost > 0 || duplicated > 0 || corrupted > 0 || delay > .zero || stopsToLose > 0
  }

  mutating func heal() {
    lost = 0
    duplicated = 0
    corrupted = 0
    delay = .zero
    stopsToLose = 0
    toDevice.heal()
    toHost.heal()
  }

  /// What a pulled cable does to frames under way.
  mutating func drop() {
    toDevice.drop()
    toHost.drop()
  }

  mutating func sendToDevice(_ frame: borrowing Frame, now: Instant) {
    let due = due(now)
    guard isBad else { return toDevice.put(frame, due: due, now: now) }
    var sent = copy frame
    for _ in 0..<copies(of: &sent) { toDevice.put(sent, due: due, now: now) }
  }

  mutating func sendToHost(_ frame: borrowing Frame, now: Instant) {
    let due = due(now)
    guard isBad else { return toHost.put(frame, due: due, now: now) }
    var sent = copy frame
    for _ in 0..<copies(of: &sent) { toHost.put(sent, due: due, now: now) }
  }

  private mutating func due(_ now: Instant) -> Instant {
    let due = now + latency + delay
    guard jitterNanoseconds > 0 else { return due }
    return due + Interval(nanoseconds: Int64(random.next() % jitterNanoseconds))
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

  /// Whether a frame that carries this gets lost for being a stop.
  mutating func loses(_ decoded: Decoded<HostMessage>?) -> Bool {
    guard case .message(.stop, _)? = decoded else { return false }
    stopsToLose -= 1
    return true
  }
}

/// Frames under way in one direction, in their order.
struct WireQueue: Sendable {
  private struct Held: Sendable, BitwiseCopyable {
    var frame: Frame
    var due: Instant
  }

  /// Until then nothing arrives; then everything does at once.
  var heldUntil = Instant.zero
  /// Until then what is sent gets lost.
  var lostUntil = Instant.zero
  private var items: [Held] = []
  private var first = 0

  /// `[E]` A wire that is held that long has a full buffer, and what comes last is lost.
  private static var most: Int { 2000 }
  private static var tidiedAt: Int { 256 }

  var isActive: Bool { first < items.count || heldUntil > .zero || lostUntil > .zero }

  mutating func heal() {
    heldUntil = .zero
    lostUntil = .zero
  }

  mutating func drop() {
    items.removeAll(keepingCapacity: true)
    first = 0
  }

  mutating func put(_ frame: borrowing Frame, due: Instant, now: Instant) {
    guard now >= lostUntil, items.count - first < Self.most else { return }
    // On a wire that is never empty what has arrived makes room from time to time.
    if first >= Self.tidiedAt {
      items.removeFirst(first)
      first = 0
    }
    items.append(Held(frame: copy frame, due: due))
  }

  /// The frame that arrives next, if it has by now.
  @inline(__always) mutating func take(now: Instant) -> Frame? { isActive ? arrive(now) : nil }

  private mutating func arrive(_ now: Instant) -> Frame? {
    if now >= lostUntil { lostUntil = .zero }
    guard now >= heldUntil else { return nil }
    heldUntil = .zero
    guard first < items.count, items[first].due <= now else { return nil }
    let frame = items[first].frame
    first += 1
    if first == items.count { drop() }
    return frame
  }
}
