// SPDX-License-Identifier: Apache-2.0

/// The numbers one side gives to what it sends on one transport: 0, 1, 2, … 65535, 0.
public struct SequenceCounter: Hashable, Sendable, BitwiseCopyable {
  private var upcoming: UInt16 = 0

  public init() {}

  public mutating func next() -> UInt16 {
    defer { upcoming &+= 1 }
    return upcoming
  }
}

/// The receiving end of one transport's numbers: what is new, what is old, how much is missing.
///
/// A number is newer when it lies within 32767 after the newest seen; anything else is a copy or
/// comes late, and whatever it commands has been overtaken.
public struct SequenceTracker: Hashable, Sendable, BitwiseCopyable {
  public enum Verdict: Hashable, Sendable, BitwiseCopyable {
    /// The first since the start or the last `restart`.
    case first
    /// Newer than all before; `lost` numbers between them were never seen.
    case new(lost: UInt16)
    /// The newest once more.
    case duplicate
    /// Older than the newest.
    case late
  }

  /// The newest number seen; nil before the first.
  public private(set) var newest: UInt16?
  public private(set) var lost: UInt32 = 0
  public private(set) var duplicates: UInt32 = 0
  public private(set) var late: UInt32 = 0

  public init() {}

  public mutating func note(_ sequence: UInt16) -> Verdict {
    guard let last = newest else {
      newest = sequence
      return .first
    }
    let ahead = sequence &- last
    if ahead == 0 {
      duplicates &+= 1
      return .duplicate
    }
    guard ahead < 0x8000 else {
      late &+= 1
      return .late
    }
    newest = sequence
    lost &+= UInt32(ahead &- 1)
    return .new(lost: ahead &- 1)
  }

  /// Begins anew at `sequence`, as a hello does; the counts go on.
  public mutating func restart(at sequence: UInt16) { newest = sequence }

  /// Forgets the newest, so that any number will be the first.
  public mutating func restart() { newest = nil }
}
