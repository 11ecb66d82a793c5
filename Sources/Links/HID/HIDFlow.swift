// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Glibc
import Quantities

/// What a HID link does, as a value: moments, bells and ends of transfers in, transfers out.
///
/// Bounded whatever the device does: one transfer a slot, a deadline on each that leaves, a budget
/// for everything that may go wrong.
struct HIDFlow {
  /// Why a wire cannot be used any more.
  enum Loss: Error, Hashable, Sendable {
    case unplugged(errno: Int32)
    case distrusted(Distrust)
  }

  enum Flight: Hashable {
    case idle
    case flying(since: Instant)
    case cancelling(since: Instant)
  }

  /// `[C]` As long as the engine waits for an answer before it calls it uncertain.
  static let commandLife = Interval.milliseconds(100)
  /// `[C]` A cancelled transfer ends with the bus's next frame; one that does not never will.
  static let cancelPatience = Interval.milliseconds(500)
  /// `[C]` No working device leaves its host waiting that long, nor that often.
  static let deafAfter = Interval.seconds(Int64(2))
  static let deafFailures = 10

  var end: LinkEnd
  var flights = InlineArray<7, Flight>(repeating: .idle)
  var carried = OutputStage.Kind.nothing
  var carriesHello = false
  /// What came before the first hello has left was meant for somebody else.
  var isGreeted = false
  var waitingStop: LinkEnd.Outgoing?
  /// The same stop's copy for the control endpoint.
  var waitingControl: LinkEnd.Outgoing?
  /// What the device has not taken in time since it last took something.
  var failures = 0
  var failedFirst = Instant.zero
  var inputHalt = Halt.none
  var outputHalt = Halt.none
  var isThrottled = false

  enum Halt: Hashable { case none, draining, clearing }

  // `[C]` 8 a millisecond is what the fastest interrupt endpoint brings (USB 2.0 §9.6.6).
  private var rate = Budget(96, per: .milliseconds(10))
  private var floods = Budget(50, per: .seconds(Int64(1)))
  private var refusals = Budget(50, per: .seconds(Int64(1)))
  // USB itself lets nothing arrive twice (USB 2.0 §8.6).
  private var repeats = Budget(50, per: .seconds(Int64(1)))
  private var babbles = Budget(20, per: .seconds(Int64(1)))
  private var stalls = Budget(10, per: .seconds(Int64(10)))

  init(port: LinkPort) { end = LinkEnd(port: port) }

  mutating func begin<Wire: ReportWire & ~Copyable>(now: Instant, _ wire: inout Wire) throws(Loss) {
    end.begin()
    try listen(now, &wire)
  }

  /// Starts everything that may leave now and gives up what has not left in time.
  mutating func turn<Wire: ReportWire & ~Copyable>(now: Instant, _ wire: inout Wire) throws(Loss) {
    if isThrottled, now >= rate.end {
      isThrottled = false
      try listen(now, &wire)
    }
    try sendStop(now, &wire)
    try sendNext(now, &wire)
    try giveUp(now, &wire)
  }

  /// A transfer has ended.
  mutating func ended<Wire: ReportWire & ~Copyable>(
    _ slot: ReportSlot, _ outcome: ReportOutcome, now: Instant, _ wire: inout Wire
  ) throws(Loss) {
    let flight = flights[slot.rawValue]
    flights[slot.rawValue] = .idle
    switch outcome {
    case .gone: throw .unplugged(errno: ENODEV)
    case .failed: throw .unplugged(errno: EIO)
    case .done, .cancelled, .stalled, .babbled: break
    }
    if slot.isInput {
      try heard(slot, outcome, now, &wire)
    } else {
      try left(slot, outcome, flight, now, &wire)
    }
  }

  /// An endpoint's halt was cleared, or could not be.
  mutating func haltCleared<Wire: ReportWire & ~Copyable>(
    _ endpoint: ReportEndpoint, isCleared: Bool, now: Instant, _ wire: inout Wire
  ) throws(Loss) {
    guard isCleared else { throw .unplugged(errno: EPIPE) }
    switch endpoint {
    case .input:
      inputHalt = .none
      try listen(now, &wire)
    case .output: outputHalt = .none
    }
  }

  /// When `turn` is due though nothing happens; nil for not at all.
  var due: Instant? {
    var due = isThrottled ? rate.end : nil
    for slot in ReportSlot.leaving {
      guard let deadline = deadline(slot) else { continue }
      due = min(due ?? deadline, deadline)
    }
    return due
  }

  /// Whether a stop is on its way out.
  var isStopping: Bool {
    waitingStop != nil || waitingControl != nil || flights[ReportSlot.stop.rawValue] != .idle
      || flights[ReportSlot.control.rawValue] != .idle
  }

  private func deadline(_ slot: ReportSlot) -> Instant? {
    switch flights[slot.rawValue] {
    case .idle: nil
    case .flying(let since):
      since + (slot == .output && carried == .setpoint ? LinkEnd.setpointStale : Self.commandLife)
    case .cancelling(let since): since + Self.cancelPatience
    }
  }

  private mutating func giveUp<Wire: ReportWire & ~Copyable>(_ now: Instant, _ wire: inout Wire)
    throws(Loss)
  {
    for slot in ReportSlot.leaving {
      guard let deadline = deadline(slot), deadline <= now else { continue }
      if case .cancelling = flights[slot.rawValue] { throw .distrusted(.deaf) }
      cancel(slot, now, &wire)
      if slot != .control { try noteFailure(now) }
    }
  }

  private mutating func noteFailure(_ now: Instant) throws(Loss) {
    if failures == 0 { failedFirst = now }
    failures += 1
    guard failures < Self.deafFailures || now - failedFirst < Self.deafAfter else {
      throw .distrusted(.deaf)
    }
  }

  mutating func cancel<Wire: ReportWire & ~Copyable>(
    _ slot: ReportSlot, _ now: Instant, _ wire: inout Wire
  ) {
    guard case .flying = flights[slot.rawValue] else { return }
    flights[slot.rawValue] = .cancelling(since: now)
    wire.cancel(slot)
  }

  /// Begins on every input that is idle, unless the device has to wait.
  mutating func listen<Wire: ReportWire & ~Copyable>(_ now: Instant, _ wire: inout Wire)
    throws(Loss)
  {
    guard inputHalt == .none, !isThrottled else { return }
    for slot in ReportSlot.inputs where flights[slot.rawValue] == .idle {
      guard wire.listen(slot) else { throw .unplugged(errno: ENODEV) }
      flights[slot.rawValue] = .flying(since: now)
    }
  }

  mutating func spendReport(_ now: Instant) throws(Loss) {
    guard !rate.spend(at: now) else { return }
    guard isThrottled || floods.spend(at: now) else { throw .distrusted(.flood) }
    if !isThrottled { end.statistics.floods += 1 }
    isThrottled = true
  }

  mutating func spendRefusals(_ count: UInt64, _ now: Instant) throws(Loss) {
    guard count > 0, !refusals.spend(Int(count), at: now) else { return }
    throw .distrusted(.reports)
  }

  mutating func spendRepeat(_ now: Instant) throws(Loss) {
    guard repeats.spend(at: now) else { throw .distrusted(.flood) }
  }

  mutating func spendBabble(_ now: Instant) throws(Loss) {
    end.statistics.framesRefused += 1
    guard babbles.spend(at: now) else { throw .distrusted(.babble) }
  }

  mutating func spendStall(_ now: Instant) throws(Loss) {
    guard stalls.spend(at: now) else { throw .distrusted(.stalls) }
  }
}
