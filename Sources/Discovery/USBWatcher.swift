// SPDX-License-Identifier: Apache-2.0
import Glibc
import Links
import Realtime
import Synchronization

/// Why devices on USB cannot be found.
public struct DiscoveryError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String {
    "Devices on USB cannot be found: libudev is out of order. Name a serial line with --device."
  }
}

/// Finds Tonus devices on USB and tells of every change, from a thread of its own.
///
/// What is there at the start is told first. Nothing is polled and no device is touched. Where the
/// kernel's events cannot be had, what is there at the start is all that is ever told.
public final class USBWatcher: Sendable {
  private let bell = Doorbell()
  private let stopping = Stopping()
  private let thread = Mutex<RealtimeThread?>(nil)
  /// Whether it will be told of changes.
  public let hearsEvents: Bool

  /// Starts to watch.
  ///
  /// - Parameter change: called on the watcher's thread, one change after the other.
  public init(change: @escaping @Sendable (RosterChange) -> Void) throws {
    guard let udev = Udev() else { throw DiscoveryError() }
    // Made first: it borrows what is then handed over.
    let monitor = UdevMonitor(udev)
    let watch = Watch(udev: udev, monitor: monitor)
    hearsEvents = watch.monitored >= 0
    let started = try RealtimeThread(name: "tonus-udev", priority: nil) { [bell, stopping] in
      watch.run(bell: bell.descriptor, change: change) { stopping.flag.load(ordering: .acquiring) }
    }
    thread.withLock { $0 = started }
  }

  public func stop() {
    stopping.flag.store(true, ordering: .releasing)
    bell.ring()
    let running = thread.withLock { thread in
      let running = thread
      thread = nil
      return running
    }
    running?.join()
  }

  deinit { stop() }
}

private final class Stopping: Sendable { let flag = Atomic<Bool>(false) }

/// The inside of the watcher's thread, which alone touches it.
private final class Watch: @unchecked Sendable {
  private let udev: Udev
  private let monitor: UdevMonitor?
  /// -1 where there are no events.
  let monitored: Int32
  private var roster = Roster()

  init(udev: consuming Udev, monitor: consuming UdevMonitor?) {
    self.udev = udev
    monitored = monitor?.descriptor ?? -1
    self.monitor = monitor
  }

  func run(bell: Int32, change: (RosterChange) -> Void, until isStopping: () -> Bool) {
    // The monitor listens already, so that nothing falls between this look and the first event.
    look(change)
    var watched = [
      pollfd(fd: monitored, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
    ]
    while !isStopping() {
      guard unsafe poll(&watched, 2, -1) > 0, watched[0].revents != 0 else { continue }
      if let record = monitor?.receive() {
        if let news = record.news { roster.note(news).forEach(change) }
      } else if errno == ENOBUFS {
        // More has happened than the kernel could keep: the look tells what there is now.
        look(change)
      }
    }
  }

  private func look(_ change: (RosterChange) -> Void) {
    var present: Set<String> = []
    var all: [USBNews] = []
    udev.forEach { record in
      guard let news = record.news else { return }
      if case .device(let facts) = news { present.insert(facts.syspath) }
      all.append(news)
    }
    for news in [.only(present)] + all { roster.note(news).forEach(change) }
  }
}
