// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities

/// One direction of a wire: frames keep their order, and some suffer on the way.
struct WorldLink: Sendable {
  /// What happens to frames while it lasts; probabilities in 1/1024 a frame.
  struct Weather: Hashable, Sendable, BitwiseCopyable {
    var lost: UInt16 = 0
    var doubled: UInt16 = 0
    var corrupted: UInt16 = 0
    /// Nothing leaves the buffer before this moment; then all of it at once.
    var heldUntil = Instant.zero
    var isClear: Bool { lost == 0 && doubled == 0 && corrupted == 0 }
  }

  private struct Item: Sendable {
    var due: Instant
    var frame: Frame
  }

  var weather = Weather()
  private var items: [Item] = []
  private var first = 0
  private var random: SplitMix64
  private let latency: Interval
  private let jitterNanoseconds: UInt64
  private var lastDue = Instant.zero
  private(set) var suffered: UInt32 = 0

  init(seed: UInt64, latency: Interval, jitter: Interval) {
    random = SplitMix64(seed: seed)
    self.latency = latency
    jitterNanoseconds = UInt64(max(1, jitter.nanoseconds))
    items.reserveCapacity(2048)
  }

  mutating func send(_ frame: Frame, now: Instant) {
    guard weather.isClear else { return sendThroughWeather(frame, now: now) }
    put(frame, now: now)
  }

  private mutating func sendThroughWeather(_ frame: Frame, now: Instant) {
    let dice = random.next()
    if UInt16(dice & 1023) < weather.lost {
      suffered += 1
      return
    }
    var sent = frame
    if UInt16(dice >> 10 & 1023) < weather.corrupted {
      suffered += 1
      let place = Int(dice >> 40) % max(1, sent.count - 1)
      sent.bytes[place] ^= UInt8(truncatingIfNeeded: dice >> 32) | 1
    }
    put(sent, now: now)
    if UInt16(dice >> 20 & 1023) < weather.doubled {
      suffered += 1
      put(sent, now: now)
    }
  }

  private mutating func put(_ frame: Frame, now: Instant) {
    // A wire that is held that long has a full buffer, and what comes last is lost.
    guard items.count - first < 2000 else {
      suffered += 1
      return
    }
    let jitter = Interval(nanoseconds: Int64(random.next() % jitterNanoseconds))
    lastDue = max(lastDue, now + latency + jitter)
    items.append(Item(due: lastDue, frame: frame))
  }

  /// The next frame that has arrived by now.
  mutating func receive(now: Instant) -> Frame? {
    guard first < items.count, items[first].due <= now, now >= weather.heldUntil else {
      return nil
    }
    let frame = items[first].frame
    first += 1
    if first == items.count {
      items.removeAll(keepingCapacity: true)
      first = 0
    }
    return frame
  }

  /// The cable was pulled: what was on it is gone.
  mutating func drop() {
    items.removeAll(keepingCapacity: true)
    first = 0
  }
}
