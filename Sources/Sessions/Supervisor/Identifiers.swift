// SPDX-License-Identifier: Apache-2.0
import Quantities

/// One client connection, as numbered by the server.
public struct ConnectionID: Hashable, Sendable {
  public var number: UInt64
  /// The user at its other end, as the kernel says; nil where there is none to ask.
  public var user: UInt32?

  public init(_ number: UInt64, user: UInt32? = nil) {
    self.number = number
    self.user = user
  }

  /// Whether both ends belong to one known user.
  func isSameUser(as other: ConnectionID) -> Bool { user != nil && user == other.user }
}

/// One call that waits for a reply.
public struct RequestID: Hashable, Sendable {
  public var number: UInt64
  public init(_ number: UInt64) { self.number = number }
}

/// The right of one connection to drive one device.
public struct LeaseID: Hashable, Sendable, CustomStringConvertible {
  public var number: UInt64
  public init(_ number: UInt64) { self.number = number }

  /// Reads what `description` wrote; nil for anything else.
  public init?(_ text: String) {
    guard text.hasPrefix("lease-"), let number = UInt64(text.dropFirst(6)) else { return nil }
    self.number = number
  }
  public var description: String { "lease-\(number)" }
}

/// Calendar time, milliseconds since 1970-01-01 UTC; for the ledger only, never for control.
public struct WallTime: Hashable, Comparable, Sendable {
  public var milliseconds: Int64
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public static func < (a: WallTime, b: WallTime) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: WallTime, b: Interval) -> WallTime {
    WallTime(milliseconds: a.milliseconds + b.milliseconds)
  }
  public static func - (a: WallTime, b: WallTime) -> Interval {
    .milliseconds(a.milliseconds - b.milliseconds)
  }
}

/// A moment on both clocks of the host.
public struct Moment: Hashable, Sendable {
  public var instant: Instant
  public var wall: WallTime
  public init(instant: Instant, wall: WallTime) {
    self.instant = instant
    self.wall = wall
  }
}

/// The tissue that doses are counted on: a zone on one side, whatever the level.
public struct ZoneSide: Hashable, Sendable, CustomStringConvertible {
  /// Kebab-case id of the catalogue.
  public var zone: String
  /// left, right or midline.
  public var side: String
  public init(zone: String, side: String) {
    self.zone = zone
    self.side = side
  }
  public var description: String { "\(zone):\(side)" }
}
