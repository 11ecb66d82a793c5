// SPDX-License-Identifier: Apache-2.0
public import DeviceCore

/// Two places that survive a reset, written in turn: a reset in the middle of one leaves the other.
@safe public struct RetainedMemory {
  private let places: (UnsafeMutablePointer<RetainedState>, UnsafeMutablePointer<RetainedState>)
  private var second = false

  /// - Parameter places: memory that start-up code leaves alone, 8-byte aligned, 32 bytes each.
  @unsafe public init(_ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer) {
    precondition(MemoryLayout<RetainedState>.stride <= 32)
    unsafe places = (
      first.assumingMemoryBound(to: RetainedState.self),
      second.assumingMemoryBound(to: RetainedState.self)
    )
  }

  /// Of the boot before: what both agree on, or the one that is whole; nil when none is.
  ///
  /// Of two whole ones the one that forbids more is taken: they are a millisecond apart.
  public func found() -> RetainedState? {
    let (first, second) = unsafe (places.0.pointee, places.1.pointee)
    guard first.isWhole else { return second.isWhole ? second : nil }
    guard second.isWhole else { return first }
    let firstForbidsMore =
      first.latches.nonzeroBitCount != second.latches.nonzeroBitCount
      ? first.latches.nonzeroBitCount > second.latches.nonzeroBitCount
      : first.boutMilliseconds >= second.boutMilliseconds
    return firstForbidsMore ? first : second
  }

  public mutating func keep(_ state: RetainedState) {
    if second { unsafe places.1.pointee = state } else { unsafe places.0.pointee = state }
    second.toggle()
  }
}
