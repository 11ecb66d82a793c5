// SPDX-License-Identifier: Apache-2.0
import Quantities
public import Realtime
import Synchronization

/// A device on USB, by HID where that can be had and else by its serial line.
///
/// It is told where the device is; what has to wait for the device (opening, claiming, clearing a
/// halt, closing) happens on an ordinary thread of its own, and its reports are moved by another, below the tick in
/// priority, which lives as long as the wire.
public final class USBLink: Link {
  public enum Transport: String, Sendable { case hid = "HID", serial }

  public let port = LinkPort(hasBell: true)
  public let name: String
  private let bell = Doorbell()
  private let shared = Mutex(Shared())
  private let worker = Mutex<RealtimeThread?>(nil)

  private struct Shared {
    var place: USBPlace?
    /// Counts what `attach` and `detach` have said.
    var edition = 0
    var isClosing = false
    var transport: Transport?
    var failure: LinkError?
    var warning: RealtimeError?
  }

  public init(name: String) { self.name = name }

  /// The device is there.
  ///
  /// Its serial line may become known later than the rest; that disturbs nothing.
  public func attach(_ place: USBPlace) {
    shared.withLock {
      var known = $0.place
      known?.tty = place.tty
      if known != place { $0.edition += 1 }
      $0.place = place
    }
    bell.ring()
  }

  /// The device is gone.
  public func detach() {
    shared.withLock {
      $0.place = nil
      $0.edition += 1
    }
    bell.ring()
  }

  public var place: USBPlace? { shared.withLock { $0.place } }
  /// What it is driven by now; nil while it is not.
  public var transport: Transport? { shared.withLock { $0.transport } }
  /// Why it could not be opened, last.
  public var failure: LinkError? { shared.withLock { $0.failure } }
  /// Why its thread runs without SCHED_FIFO, if so.
  public var warning: RealtimeError? { shared.withLock { $0.warning } }

  /// Begins to drive the device whenever it is there.
  public func open() throws(LinkError) {
    close()
    shared.withLock { $0.isClosing = false }
    do {
      let thread = try RealtimeThread(name: "tonus-usb", priority: nil) { [self] in work() }
      worker.withLock { $0 = thread }
    } catch {
      throw LinkError(code: .system, name: name, errno: error.errno)
    }
  }

  public func close() {
    let thread = worker.withLock { worker in
      let thread = worker
      worker = nil
      return thread
    }
    guard let thread else { return }
    shared.withLock { $0.isClosing = true }
    bell.ring()
    thread.join()
  }
}

extension USBLink {
  /// An open wire: its thread, and what may be asked of it.
  private struct Run {
    var thread: RealtimeThread
    var closing: SerialLoop.Closing
    var done: Done
    var claim: USBClaim?
    var transport: Transport

    func end(_ port: LinkPort) {
      closing.flag.store(true, ordering: .releasing)
      port.ring()
      thread.join()
    }
  }

  private final class Done: Sendable { let flag = Atomic<Bool>(false) }

  /// Carries a loop over to its thread, which alone touches it from then on.
  private final class HIDBox: @unchecked Sendable {
    private var loop: HIDLoop
    init(_ loop: consuming HIDLoop) { self.loop = loop }
    func run() { loop.run() }
  }

  private final class SerialBox: @unchecked Sendable {
    private var loop: SerialLoop
    init(_ loop: consuming SerialLoop) { self.loop = loop }
    func run() { loop.run() }
  }

  /// The thread that may wait.
  private func work() {
    let poller = LinePoller(bell: bell.descriptor)
    var end = LinkEnd(port: port)
    var policy = ReopenPolicy()
    var run: Run?
    var edition = 0
    var tty: String?
    var losses = Self.patience
    while true {
      let (wanted, newest, isClosing) = shared.withLock { ($0.place, $0.edition, $0.isClosing) }
      if let ended = run,
        isClosing || newest != edition || ended.done.flag.load(ordering: .acquiring)
      {
        ended.end(port)
        let now = BootClock.now
        policy.lost(at: now)
        if newest == edition, !isClosing, !losses.spend(at: now) { end.resume(.unsteady) }
        run = nil
        shared.withLock { $0.transport = nil }
      }
      if isClosing { return end.resume(.closed) }
      if newest != edition {
        edition = newest
        policy = ReopenPolicy()
        losses = Self.patience
        shared.withLock { $0.failure = nil }
        // Whatever was said of it, it has been plugged in anew.
        end.resume(.lost, .unplugged)
        if let distrust = wanted?.distrust { end.resume(distrust) }
      }
      if run == nil, wanted?.tty != tty {
        tty = wanted?.tty
        policy = ReopenPolicy()
      }
      if run?.claim?.clearHalts() == true { port.ring() }
      let now = BootClock.now
      if run == nil, let place = wanted, port.state.distrust == nil, (policy.due ?? now) <= now {
        run = start(place, &end)
        if run == nil { policy.failed(at: now) } else { policy.opened(at: now) }
      }
      let isRetried = run == nil && wanted != nil && port.state.distrust == nil
      let wait = isRetried ? (policy.due ?? now) - BootClock.now : .zero
      _ = poller.wait(milliseconds: isRetried ? Int32(clamping: max(0, wait.milliseconds) + 1) : -1)
    }
  }

  /// `[C]` Losses of a wire whose plug has not been touched, one of which is the plug on its way out.
  private static var patience: Budget { Budget(4, per: .seconds(Int64(60))) }

  /// HID where it can be had, else the serial line.
  ///
  /// Not for a device that another program drives, or whose HID interface is not what it should be.
  private func start(_ place: USBPlace, _ end: inout LinkEnd) -> Run? {
    var failure: LinkError?
    do throws(LinkError) {
      if let hid = place.hid {
        do throws(LinkError) {
          let claim = try USBClaim.open(hid, of: place.node)
          return try begin(claim: claim)
        } catch {
          failure = error
          switch error.code {
          case .busy, .silent, .foreign: throw error
          case .missing, .permission, .notATerminal, .closed, .system: break
          }
        }
      }
      if let tty = place.tty {
        return try begin(Line.serial(path: tty, baud: SerialLink.standardBaud))
      }
    } catch {
      failure = failure ?? error
    }
    shared.withLock { $0.failure = failure }
    switch failure?.code {
    case .busy: end.resume(.lost, .busy, errno: failure?.errno ?? 0)
    case .foreign: end.resume(.descriptors)
    case .silent: end.resume(.silent)
    case .missing, .closed, .none: end.resume(.lost, .unplugged)
    case .permission, .notATerminal, .system:
      end.resume(.lost, .failed, errno: failure?.errno ?? 0)
    }
    return nil
  }

  private func begin(claim: USBClaim) throws(LinkError) -> Run {
    let closing = SerialLoop.Closing()
    let loop = HIDBox(HIDLoop(port: port, wire: USBWire(claim, worker: bell), closing: closing))
    return try begin(.hid, closing, claim) { loop.run() }
  }

  private func begin(_ line: consuming Line) throws(LinkError) -> Run {
    let closing = SerialLoop.Closing()
    let loop = SerialBox(SerialLoop(port: port, opening: nil, closing: closing, line: line))
    return try begin(.serial, closing, nil) { loop.run() }
  }

  private func begin(
    _ transport: Transport, _ closing: SerialLoop.Closing, _ claim: USBClaim?,
    _ body: @escaping @Sendable () -> Void
  ) throws(LinkError) -> Run {
    let done = Done()
    // Before the wire opens, so that whoever sees it open knows what it is.
    shared.withLock {
      $0.transport = transport
      $0.failure = nil
    }
    do {
      let thread = try RealtimeThread(name: "tonus-link", priority: RealtimeThread.linkPriority) {
        [bell] in
        body()
        done.flag.store(true, ordering: .releasing)
        bell.ring()
      }
      shared.withLock { $0.warning = thread.refusal }
      return Run(
        thread: thread, closing: closing, done: done, claim: claim, transport: transport)
    } catch {
      shared.withLock { $0.transport = nil }
      throw LinkError(code: .system, name: name, errno: error.errno)
    }
  }
}
