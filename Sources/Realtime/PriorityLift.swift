// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc
import Synchronization

/// Lifts one thread above its peers for as long as a stop waits for it.
///
/// Threads of one SCHED_FIFO priority take turns: without this a stop would wait for the ordinary
/// work of every link that woke before its own.
public final class PriorityLift: Sendable {
  /// The kernel's number of the thread; 0 while there is none, or none under SCHED_FIFO.
  private let thread = Atomic<Int32>(0)
  /// Those who are lifting now: the thread does not end meanwhile, so that its number stays its own.
  private let lifting = Atomic<Int32>(0)
  private let isLifted = Atomic<Bool>(false)
  private let set: @Sendable (_ thread: Int32, _ priority: Int32) -> Void

  public convenience init() { self.init { ctonus_set_fifo($0, $1) } }

  init(_ set: @escaping @Sendable (_ thread: Int32, _ priority: Int32) -> Void) { self.set = set }

  /// From now on the calling thread is the one to be lifted.
  public func enter() { enter(ctonus_fifo_thread()) }

  func enter(_ number: Int32) { thread.store(number, ordering: .sequentiallyConsistent) }

  /// The thread ends.
  public func leave() {
    thread.store(0, ordering: .sequentiallyConsistent)
    while lifting.load(ordering: .sequentiallyConsistent) > 0 { usleep(50) }
  }

  /// Lifts the thread; after the stop has been posted and before the thread is woken.
  ///
  /// Any thread; never waits.
  public func lift() {
    lifting.add(1, ordering: .sequentiallyConsistent)
    let number = thread.load(ordering: .sequentiallyConsistent)
    if number != 0 {
      set(number, RealtimeThread.stopPriority)
      // Said last: a thread that settles before it was lifted would stay lifted.
      isLifted.store(true, ordering: .releasing)
    }
    lifting.subtract(1, ordering: .sequentiallyConsistent)
  }

  /// Goes back to where the thread belongs, when what waited has left.
  ///
  /// The thread itself.
  public func settle() {
    guard isLifted.load(ordering: .relaxed), isLifted.exchange(false, ordering: .acquiring) else {
      return
    }
    let number = thread.load(ordering: .relaxed)
    if number != 0 { set(number, RealtimeThread.linkPriority) }
  }
}
