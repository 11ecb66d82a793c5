// SPDX-License-Identifier: Apache-2.0
import CPosix

/// What a thread that something else has started may do with itself.
public enum CallingThread {
  /// Puts it under SCHED_FIFO where that is permitted; threads that it starts are ordinary.
  public static func rise(to priority: Int32) { _ = ctonus_use_fifo(priority) }

  /// Makes it an ordinary one.
  public static func fall() { ctonus_use_ordinary() }

  /// Nanoseconds it has computed.
  public static var computed: UInt64 { ctonus_thread_time() }
}
