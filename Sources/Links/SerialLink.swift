// SPDX-License-Identifier: Apache-2.0
public import Realtime
import Synchronization

/// A device on a serial line, a USB CDC-ACM port, a pseudo-terminal or a socket.
///
/// One thread, below the tick in priority, waits for the wire and for the port's bell. A wire that
/// is lost is tried again until `close`; every opening has a new generation in `port.state`.
public final class SerialLink: Link {
  /// `[C]` The fastest speed every common USB bridge has; a CDC-ACM port ignores it.
  public static let standardBaud: UInt32 = 1_000_000

  public let port = LinkPort(hasBell: true)
  public let name: String
  private let opening: @Sendable () throws(LinkError) -> Line
  private let control: Mutex<Control>

  private struct Control: ~Copyable {
    var thread: RealtimeThread?
    var closing: SerialLoop.Closing?
  }

  /// Carries the loop over to its thread, which alone touches it from then on.
  private final class Running: @unchecked Sendable {
    private var loop: SerialLoop
    init(_ loop: consuming SerialLoop) { self.loop = loop }
    func run() { loop.run() }
  }

  /// A serial line by its path.
  public convenience init(path: String) {
    self.init(name: path) { () throws(LinkError) in
      try Line.serial(path: path, baud: SerialLink.standardBaud)
    }
  }

  /// A wire that `opening` provides each time it is needed.
  ///
  /// It may not block.
  public init(name: String, opening: @escaping @Sendable () throws(LinkError) -> Line) {
    self.name = name
    self.opening = opening
    control = Mutex(Control())
  }

  /// Opens the wire and starts the thread; throws when it cannot be opened now.
  public func open() throws(LinkError) { try start(line: opening()) }

  /// Starts the thread, which opens the wire as soon as it is there.
  public func openWhenPresent() throws(LinkError) { try start(line: nil) }

  private func start(line: consuming Line?) throws(LinkError) {
    close()
    let closing = SerialLoop.Closing()
    let loop = Running(
      SerialLoop(port: port, opening: opening, closing: closing, line: line))
    do {
      let thread = try RealtimeThread(name: "tonus-link", priority: RealtimeThread.linkPriority) {
        loop.run()
      }
      control.withLock {
        $0.thread = thread
        $0.closing = closing
      }
    } catch {
      throw LinkError(code: .system, name: name, errno: error.errno)
    }
  }

  /// Why the link's thread runs without SCHED_FIFO, if so.
  public var warning: RealtimeError? { control.withLock { $0.thread?.refusal } }

  public func close() {
    let thread = control.withLock { control in
      control.closing?.flag.store(true, ordering: .releasing)
      control.closing = nil
      let thread = control.thread
      control.thread = nil
      return thread
    }
    guard let thread else { return }
    port.ring()
    thread.join()
  }

  deinit { close() }
}
