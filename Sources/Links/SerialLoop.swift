// SPDX-License-Identifier: Apache-2.0
import CPosix
import DeviceProtocol
import Glibc
import Quantities
import Realtime
import Synchronization

/// The inside of a serial link's thread.
///
/// A value, so that the compiler proves its accesses exclusive and nothing is checked at run time.
struct SerialLoop: ~Copyable {
  final class Closing: Sendable {
    let flag = Atomic<Bool>(false)
  }

  /// Bytes taken in one wake-up, after which what waits to leave has its turn.
  private static let readSize = 4096
  /// `[C]` 1.6 MB/s is more than any device says; the rest is noise and may wait.
  private static let windowBytes = 16 * 1024
  private static let window = Interval.milliseconds(10)
  /// `[C]` Bytes a driver may hold before a setpoint is held back: about one frame, so that at most
  /// one setpoint is in flight.
  private static let queuedOutputLimit = 32
  /// `[C]` Without a bell for this long the wire wakes the thread again.
  private static let pace = Interval.milliseconds(3)

  private let port: LinkPort
  /// Opens the wire anew when it is lost; without it a loss is the end.
  private let opening: (@Sendable () throws(LinkError) -> Line)?
  private let closing: Closing
  private var line: Line?
  private var end: LinkEnd
  private var stage = OutputStage()
  private var lastSent = OutputStage.Kind.nothing
  private var policy = ReopenPolicy()
  private var trust = LineTrust()
  private var poller: LinePoller
  private let buffer = Buffer(size: SerialLoop.readSize)
  private var windowStart = Instant.zero
  private var windowCount = 0
  private var throttled = false
  /// The tick rings every millisecond: what has arrived is read at the bell.
  private var isPaced = false
  private var lastBell = Instant.zero

  init(
    port: LinkPort, opening: (@Sendable () throws(LinkError) -> Line)?, closing: Closing,
    line: consuming Line?
  ) {
    self.port = port
    self.opening = opening
    self.closing = closing
    self.line = line
    end = LinkEnd(port: port)
    poller = LinePoller(bell: port.bell)
    if self.line != nil { begin() } else { policy.failed(at: BootClock.now - .seconds(Int64(1))) }
  }

  mutating func run() {
    port.lift.enter()
    defer { port.lift.leave() }
    while !closing.flag.load(ordering: .acquiring) {
      port.lift.settle()
      if line != nil {
        serve()
      } else if let opening {
        reopen(opening)
      } else {
        return
      }
    }
    if line != nil, let stop = end.takeStop() {
      send(stop)
    }
    drop(.closed)
  }

  /// Waits for one event and handles it.
  private mutating func serve() {
    // Where nothing counts, the difference is none.
    let before = ctonus_thread_allocations()
    let timeout: Int32 = isPaced ? Int32(Self.pace.milliseconds) : throttled ? 10 : -1
    let events = poller.wait(milliseconds: timeout)
    let now = BootClock.now
    if throttled, now - windowStart >= Self.window { throttle(false) }
    // What leaves comes first: a stop does not wait for the reading of a flood.
    guard writeAll(now: now) else { return }
    follow(events, now: now)
    if events.hungUp || (!throttled && (events.readable || isPaced)) {
      guard read(now: now, hungUp: events.hungUp) else { return }
    }
    end.statistics.allocations &+= ctonus_thread_allocations() &- before
    end.publishStatistics()
    if let reason = trust.judge(end.statistics, at: now) { leaveAlone(reason, now: now) }
  }

  /// One wake-up a tick instead of three: while the bell rings, the wire does not.
  ///
  /// What arrives is read at most a millisecond later, and the tick takes it in no more than one
  /// tick later. A hang-up wakes the thread all the same.
  private mutating func follow(_ events: LinePoller.Events, now: Instant) {
    let wasPaced = isPaced
    if events.rung {
      // A single bell is a message; bells a tick apart are setpoints.
      isPaced = now - lastBell <= Self.pace
      lastBell = now
    } else if now - lastBell > Self.pace {
      isPaced = false
    }
    if isPaced != wasPaced { arm() }
  }

  private mutating func begin() {
    let fd = descriptor
    poller.add(fd)
    stage.clear()
    lastSent = .nothing
    throttled = false
    isPaced = false
    windowCount = 0
    windowStart = BootClock.now
    policy.opened(at: windowStart)
    end.begin()
    trust.begin(end.statistics, at: windowStart)
  }

  private mutating func reopen(_ opening: () throws(LinkError) -> Line) {
    let now = BootClock.now
    let due = policy.due ?? now
    guard due <= now else {
      // Rounded up, so that the wait does not end just before.
      _ = poller.wait(milliseconds: Int32(clamping: (due - now).milliseconds + 1))
      return
    }
    do {
      line = try opening()
      begin()
    } catch {
      policy.failed(at: now)
      switch error.code {
      case .missing, .closed:
        // Whatever was said of it, it is gone.
        if port.state.distrust != nil { end.end(.lost, .unplugged) }
      case .busy: end.end(.lost, .busy, errno: error.errno)
      case .permission, .notATerminal, .silent, .foreign, .system:
        end.end(.lost, .failed, errno: error.errno)
      }
    }
  }

  private mutating func drop(
    _ phase: LinkState.Phase, _ loss: LinkState.Loss = .none, errno: Int32 = 0
  ) {
    if line != nil {
      poller.remove(descriptor)
      policy.lost(at: BootClock.now)
      // Setpoints must not outlive their sender; a stop may.
      if lastSent != .stop { flushOutput() }
    }
    line = nil
    stage.clear()
    end.end(phase, loss, errno: errno)
  }

  private mutating func leaveAlone(_ reason: Distrust, now: Instant) {
    drop(.lost)
    policy.postpone(until: now + LineTrust.penalty)
    end.end(reason)
  }

  private var descriptor: Int32 {
    switch line {
    case .some(let line): line.descriptor
    case .none: -1
    }
  }

  private mutating func throttle(_ on: Bool) {
    throttled = on
    if on { end.statistics.floods += 1 }
    windowStart = BootClock.now
    windowCount = 0
    arm()
  }

  private func arm() {
    poller.arm(descriptor, reading: !throttled && !isPaced, writing: !stage.isEmpty)
  }
}

extension SerialLoop {
  /// Stop first, then the frame that has begun, commands, and the newest setpoint; false when the
  /// wire is gone.
  private mutating func writeAll(now: Instant) -> Bool {
    let wasWaiting = !stage.isEmpty
    if let stop = end.takeStop(), !send(stop) { return false }
    guard push() else { return false }
    while stage.isEmpty, let command = end.takeCommand() {
      stage.load(command.frame, as: .command)
      guard push() else { return false }
    }
    if stage.isEmpty, port.setpoints.hasNews, hasRoom, let setpoint = end.takeSetpoint(now: now) {
      stage.load(setpoint.frame, as: .setpoint)
      guard push() else { return false }
    }
    if wasWaiting != !stage.isEmpty { arm() }
    return true
  }

  private func flushOutput() {
    switch line {
    case .some(let line): line.flushOutput()
    case .none: break
    }
  }

  private var hasRoom: Bool {
    switch line {
    case .some(let line): line.queuedOutput <= Self.queuedOutputLimit
    case .none: false
    }
  }

  /// Sends a stop ahead of everything, cutting off a frame that has only begun to leave.
  @discardableResult
  private mutating func send(_ stop: LinkEnd.Stop) -> Bool {
    switch stage.kind {
    case .command: end.statistics.commandsDropped += 1
    case .setpoint: end.statistics.setpointsDropped += 1
    case .stop, .nothing: break
    }
    if stop.isNew {
      // Only for the first copy: flushing for the others could keep a slow device from ever
      // seeing one.
      flushOutput()
    }
    stage.load(stop.outgoing.frame, as: .stop, delimited: true)
    return push()
  }

  /// Writes what is staged; false when the wire is gone.
  private mutating func push() -> Bool {
    guard !stage.isEmpty else { return true }
    let kind = stage.kind
    switch stage.write(to: descriptor, sent: &end.statistics.bytesSent) {
    case .sent:
      lastSent = kind
      switch kind {
      case .stop: end.statistics.stopsSent += 1
      case .command: end.statistics.commandsSent += 1
      case .setpoint: end.statistics.setpointsSent += 1
      case .nothing: break
      }
      return true
    case .stalled:
      end.statistics.writeStalls += 1
      // A setpoint of which nothing has left makes room for its successor.
      if kind == .setpoint, !stage.isPartial {
        stage.clear()
        end.statistics.setpointsDropped += 1
      }
      return true
    case .failed(let error):
      drop(.lost, error == EIO || error == EPIPE ? .unplugged : .failed, errno: error)
      return false
    }
  }

  /// Reads once; false when the wire is gone.
  private mutating func read(now: Instant, hungUp: Bool) -> Bool {
    let count = unsafe Glibc.read(descriptor, buffer.bytes.baseAddress, Self.readSize)
    guard count > 0 else {
      let error = count < 0 ? errno : 0
      if count < 0, error == EINTR || error == EAGAIN, !hungUp { return true }
      let unplugged = error == 0 || error == EIO || error == EAGAIN || error == ECONNRESET
      drop(.lost, unplugged ? .unplugged : .failed, errno: error)
      return false
    }
    for i in 0..<count { end.receive(unsafe buffer.bytes[i], now: now) }
    end.statistics.bytesReceived += UInt64(count)
    if now - windowStart >= Self.window {
      windowStart = now
      windowCount = 0
    }
    windowCount += count
    if windowCount > Self.windowBytes { throttle(true) }
    return true
  }

  @safe final class Buffer {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    init(size: Int) { unsafe bytes = .allocate(capacity: size) }
    deinit { unsafe bytes.deallocate() }
  }
}
