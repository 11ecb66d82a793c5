// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc
import Synchronization

/// A thread with a name, all signals blocked, its stack touched, under SCHED_FIFO where permitted.
public final class RealtimeThread: Sendable {
  /// The tick's priority, at which cyclictest is measured too.
  public static let tickPriority: Int32 = 80
  /// Whatever may have a stop in hand: the control socket, and a link for which one waits.
  public static let stopPriority: Int32 = 79
  /// The ordinary work of links.
  public static let linkPriority: Int32 = 78

  /// What of its stack a thread touches before it begins: far more than a tick's frames use.
  private static let touchedStackBytes = 256 * 1024

  private let start: Start
  private let handle: pthread_t
  private let joined = Atomic<Bool>(false)

  /// Starts a thread and waits until it is set up.
  ///
  /// - Parameters:
  ///   - name: at most 15 bytes, shown by `ps -L`.
  ///   - priority: of SCHED_FIFO; nil for an ordinary thread.
  ///   - body: run once; the thread ends with it.
  public init(
    name: String, priority: Int32?, body: @escaping @Sendable () -> Void
  ) throws(RealtimeError) {
    precondition(name.utf8.count <= 15)
    let start = Start(name: name, priority: priority, body: body)
    var handle = pthread_t()
    let result = unsafe pthread_create(
      &handle, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(start).toOpaque())
    guard result == 0 else {
      unsafe Unmanaged.passUnretained(start).release()
      throw RealtimeError(operation: "start thread '\(name)'", errno: result)
    }
    self.start = start
    self.handle = handle
    while start.outcome.load(ordering: .acquiring) == Start.pending { usleep(50) }
  }

  /// Why SCHED_FIFO was refused; nil when the thread has it or did not ask.
  public var refusal: RealtimeError? {
    let outcome = start.outcome.load(ordering: .acquiring)
    guard outcome > 0 else { return nil }
    return RealtimeError(operation: "use SCHED_FIFO for thread '\(start.name)'", errno: outcome)
  }

  /// Waits until the body has returned.
  public func join() {
    guard !joined.exchange(true, ordering: .acquiringAndReleasing) else { return }
    pthread_join(handle, nil)
  }

  deinit {
    if !joined.load(ordering: .acquiring) { pthread_detach(handle) }
  }

  private final class Start: Sendable {
    static let pending: Int32 = -1
    let name: String
    let priority: Int32?
    let body: @Sendable () -> Void
    /// `pending`, then 0 or the errno of the scheduler.
    let outcome = Atomic<Int32>(pending)

    init(name: String, priority: Int32?, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.priority = priority
      self.body = body
    }

    func run() {
      unsafe name.withCString { unsafe ctonus_prepare_thread($0) }
      ctonus_touch_stack(RealtimeThread.touchedStackBytes)
      let result = priority.map { ctonus_use_fifo($0) } ?? 0
      outcome.store(result, ordering: .releasing)
      body()
    }
  }
}
