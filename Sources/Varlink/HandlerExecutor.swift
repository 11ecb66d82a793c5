// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Runs what answers calls, apart from Swift's own few threads: a method that waits for a disk
/// holds up nobody else's.
final class HandlerExecutor: TaskExecutor {
  static let shared = HandlerExecutor()

  private let queue = DispatchQueue(label: "varlink", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
