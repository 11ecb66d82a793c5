// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Realtime
import Synchronization

/// The inside of the thread that moves a HID interface's reports, from its opening to its loss.
struct HIDLoop: ~Copyable {
  /// `[C]` A stop takes a few bus frames to leave.
  private static let farewell = Interval.milliseconds(50)

  private var flow: HIDFlow
  private var wire: USBWire
  private let closing: SerialLoop.Closing

  init(port: LinkPort, wire: consuming USBWire, closing: SerialLoop.Closing) {
    flow = HIDFlow(port: port)
    self.wire = wire
    self.closing = closing
  }

  mutating func run() {
    let port = flow.end.port
    port.lift.enter()
    defer { port.lift.leave() }
    let poller = LinePoller(bell: port.bell)
    wire.forEachDescriptor { poller.add($0, forWriting: $1) }
    var phase = LinkState.Phase.closed
    var loss = HIDFlow.Loss.unplugged(errno: 0)
    do throws(HIDFlow.Loss) {
      try flow.begin(now: BootClock.now, &wire)
      while !closing.flag.load(ordering: .acquiring) {
        port.lift.settle()
        try step(poller)
      }
      try sayFarewell(poller)
    } catch {
      phase = .lost
      loss = error
    }
    wire.end()
    switch (phase, loss) {
    case (.closed, _), (.open, _): flow.end.end(.closed)
    case (.lost, .unplugged(let errno)): flow.end.end(.lost, .unplugged, errno: errno)
    case (.lost, .distrusted(let reason)): flow.end.end(reason)
    }
  }

  /// Waits for one event and handles it.
  private mutating func step(_ poller: borrowing LinePoller) throws(HIDFlow.Loss) {
    _ = poller.wait(milliseconds: patience(BootClock.now))
    wire.handleEvents()
    let now = BootClock.now
    let halts = wire.takeHaltsDone()
    if halts & 5 != 0 {
      try flow.haltCleared(.input, isCleared: halts & 1 != 0, now: now, &wire)
    }
    if halts & 10 != 0 {
      try flow.haltCleared(.output, isCleared: halts & 2 != 0, now: now, &wire)
    }
    for slot in ReportSlot.allCases {
      guard let outcome = wire.takeOutcome(slot) else { continue }
      try flow.ended(slot, outcome, now: now, &wire)
    }
    try flow.turn(now: now, &wire)
    flow.end.publishStatistics()
  }

  private func patience(_ now: Instant) -> Int32 {
    guard let due = flow.due else { return -1 }
    // Rounded up, so that the wait does not end just before.
    return due <= now ? 0 : Int32(clamping: (due - now).milliseconds + 1)
  }

  /// A stop that still waits leaves before the wire is closed.
  private mutating func sayFarewell(_ poller: borrowing LinePoller) throws(HIDFlow.Loss) {
    let until = BootClock.now + Self.farewell
    try flow.turn(now: BootClock.now, &wire)
    while flow.isStopping, BootClock.now < until { try step(poller) }
  }
}
