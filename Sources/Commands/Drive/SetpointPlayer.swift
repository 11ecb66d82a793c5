// SPDX-License-Identifier: Apache-2.0

/// Decides what to send at a moment: a line while it holds, repeated, and nothing after that.
///
/// Pure: the caller tells the time, in milliseconds since the beginning.
struct SetpointPlayer {
  /// One call of `Setpoint`.
  struct Due: Hashable, Sendable {
    var setpoint: SetpointLine
    /// Its line, from 1.
    var line: Int
    var validMs: Int
  }

  /// A setpoint that holds on is repeated so often, and lives for `SetpointLine.usualHoldMs` each time.
  static let repeatMs = 100
  /// The shortest life the daemon takes.
  static let shortestMs = 20

  private struct Held {
    var setpoint: SetpointLine
    var line: Int
    var beganMs: Int
    var sentMs: Int?
  }

  /// Lines follow each other, so that a life may reach into the next one.
  let isFile: Bool
  private var held: Held?
  /// What held before a line that was refused.
  private var before: Held?

  init(isFile: Bool) { self.isFile = isFile }

  /// A newer line takes over.
  mutating func take(_ setpoint: SetpointLine, line: Int, atMs now: Int) {
    before = held
    held = Held(setpoint: setpoint, line: line, beganMs: now)
  }

  /// The newest line is not driven; what held before goes on.
  mutating func refuse() {
    held = before
    before = nil
  }

  /// Whether the line in force is still to be waited for: it is let go of just before it expires.
  func holds(atMs now: Int) -> Bool {
    guard let held else { return false }
    return now - held.beganMs < held.setpoint.holdMs - 3 * Self.shortestMs
  }

  /// What is to be sent now.
  mutating func due(atMs now: Int) -> Due? {
    guard let line = held else { return nil }
    if let sent = line.sentMs, now - sent < Self.repeatMs { return nil }
    let left = line.setpoint.holdMs - (now - line.beganMs)
    guard isFile || line.sentMs == nil || left >= Self.shortestMs else { return nil }
    held?.sentMs = now
    let usual = SetpointLine.usualHoldMs
    return Due(
      setpoint: line.setpoint, line: line.line,
      validMs: isFile ? usual : max(Self.shortestMs, min(usual, left)))
  }
}
