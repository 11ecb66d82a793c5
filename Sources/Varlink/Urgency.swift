// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// How the threads that read calls get ahead of other threads, so that a stop is read at once.
///
/// They read everything else too, and how much of that there is is up to the clients: so they are
/// ahead only for as long as they compute little.
public struct Urgency: Sendable {
  /// Puts the calling thread ahead of others.
  let rise: @Sendable () -> Void
  /// Makes the calling thread an ordinary one.
  let fall: @Sendable () -> Void
  /// Nanoseconds the calling thread has computed.
  let computed: @Sendable () -> UInt64

  public init(
    rise: @escaping @Sendable () -> Void, fall: @escaping @Sendable () -> Void,
    computed: @escaping @Sendable () -> UInt64
  ) {
    self.rise = rise
    self.fall = fall
    self.computed = computed
  }
}

/// How much one thread may compute ahead of others; times are nanoseconds.
struct UrgencyBudget {
  /// `[C]` A stop takes 0.1 ms; a link that is 5 ms late is a twentieth of the way to being missed.
  static let allowance: UInt64 = 5_000_000
  /// `[C]` A tenth of the time at most.
  static let window: UInt64 = 50_000_000

  private var began: UInt64
  /// What had been computed when the window began, and when it was asked last.
  private var before: UInt64
  private var last: UInt64

  init(computed: UInt64, now: UInt64) {
    began = now
    before = computed
    last = computed
  }

  /// Whether a thread that has computed so much by now may be ahead of others.
  mutating func allows(computed: UInt64, now: UInt64) -> Bool {
    if now &- began >= Self.window {
      began = now
      // What has just been done counts for the new window.
      before = last
    }
    last = computed
    return computed &- before <= Self.allowance
  }
}

/// The urgency of one thread.
///
/// That thread alone touches it.
final class LoopUrgency: @unchecked Sendable {
  private let urgency: Urgency
  private let loop: any EventLoop
  private var budget: UrgencyBudget
  private var isAhead = true

  /// On the thread itself.
  private init(_ urgency: Urgency, _ loop: any EventLoop) {
    self.urgency = urgency
    self.loop = loop
    budget = UrgencyBudget(
      computed: urgency.computed(), now: NIODeadline.now().uptimeNanoseconds)
    urgency.rise()
  }

  static func begin(_ urgency: Urgency, on loop: any EventLoop) async throws -> LoopUrgency {
    try await loop.submit { LoopUrgency(urgency, loop) }.get()
  }

  /// Looks at what has been used, after some work.
  func review() {
    let allowed = budget.allows(
      computed: urgency.computed(), now: NIODeadline.now().uptimeNanoseconds)
    guard allowed != isAhead else { return }
    isAhead = allowed
    guard !allowed else { return urgency.rise() }
    urgency.fall()
    // Also when nothing more is to be done: the next message may be a stop.
    loop.scheduleTask(in: .nanoseconds(Int64(UrgencyBudget.window))) { self.review() }
  }
}
