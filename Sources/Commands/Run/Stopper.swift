// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// The way to stop, kept open and idle from before anything moves.
actor Stopper {
  enum Reaction: Hashable, Sendable {
    /// Nothing moves, or the stop is on its way and the person insists: the program may end.
    case quit
    /// The stop goes out now.
    case stop
    /// The stop is not sent yet: not now.
    case wait
  }

  /// A stop without an answer after this long is not confirmed.
  static let patience = Duration.seconds(3)

  private let source: any DaemonSource
  private var connection: (any DaemonLink)?
  private var device: String?
  private var isSent = false
  private(set) var cause: StopCause?
  private(set) var standstill: Standstill?

  init(source: any DaemonSource) { self.source = source }

  /// From now on a cause stops `device`.
  func arm(_ connection: any DaemonLink, device: String) {
    self.connection = connection
    self.device = device
  }

  /// Nothing moves any more.
  func disarm() { connection = nil }

  func react(to cause: StopCause) -> Reaction {
    guard connection != nil else { return .quit }
    guard self.cause == nil else { return isSent ? .quit : .wait }
    self.cause = cause
    return .stop
  }

  /// Sends the stop and waits for standstill; nil when nobody could confirm it.
  func stop() async -> Standstill? {
    guard let connection else { return standstill }
    let device = device
    let sender = Task { try await connection.stop(device) }
    // The call is on the wire within this time, whatever its answer takes.
    try? await Task.sleep(for: .milliseconds(20))
    isSent = true
    let timer = Task {
      try await Task.sleep(for: Self.patience)
      sender.cancel()
      await connection.close()
    }
    defer { timer.cancel() }
    if let answer = try? await sender.value {
      standstill = answer
      return answer
    }
    // A connection that broke is no reason not to stop: once more on a new one.
    guard let again = try? await source.connect() else { return nil }
    standstill = try? await again.stop(device)
    await again.close()
    return standstill
  }
}
