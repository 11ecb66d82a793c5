// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// The latest value of one writer for any number of readers: a sequence lock.
///
/// The writer never waits. A reader that meets a write in progress tries again.
@safe public final class Snapshot<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Odd while a write is in progress.
  private let sequence = Atomic<UInt64>(0)
  private let words: UnsafeMutablePointer<Atomic<UInt64>>
  private let wordCount: Int
  private let initial: Value

  public init(_ value: Value) {
    initial = value
    wordCount = (MemoryLayout<Value>.size + 7) / 8
    unsafe words = .allocate(capacity: max(1, wordCount))
    for i in 0..<wordCount { unsafe (words + i).initialize(to: Atomic<UInt64>(0)) }
    store(value)
  }

  deinit {
    unsafe words.deinitialize(count: wordCount)
    unsafe words.deallocate()
  }

  /// Replaces the value.
  ///
  /// One writer only.
  public func store(_ value: Value) {
    let before = sequence.load(ordering: .relaxed)
    sequence.store(before &+ 1, ordering: .relaxed)
    unsafe withUnsafeBytes(of: value) { bytes in
      for i in 0..<wordCount {
        var word: UInt64 = 0
        let start = i * 8
        let length = min(8, bytes.count - start)
        if length == 8 {
          word = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        } else {
          for j in 0..<length { word |= UInt64(unsafe bytes[start + j]) << UInt64(j * 8) }
        }
        // Releasing, so that no reader sees a new word beside the old, even sequence.
        unsafe words[i].store(word, ordering: .releasing)
      }
    }
    sequence.store(before &+ 2, ordering: .releasing)
  }

  /// The value, or nil when a write was in progress at every one of a few tries.
  ///
  /// Never waits, so a thread of higher priority than the writer may call it.
  public func read() -> Value? {
    for _ in 0..<8 {
      if let value = attempt() { return value }
    }
    return nil
  }

  /// The value.
  ///
  /// Gives the processor up until the writer has finished: not for real-time threads.
  public func load() -> Value {
    while true {
      if let value = read() { return value }
      sched_yield()
    }
  }

  private func attempt() -> Value? {
    let before = sequence.load(ordering: .acquiring)
    guard before & 1 == 0 else { return nil }
    var value = initial
    unsafe withUnsafeMutableBytes(of: &value) { bytes in
      for i in 0..<wordCount {
        // Acquiring, so that the sequence below is read after every word.
        let word = unsafe words[i].load(ordering: .acquiring)
        let start = i * 8
        let length = min(8, bytes.count - start)
        if length == 8 {
          unsafe bytes.storeBytes(of: word, toByteOffset: start, as: UInt64.self)
        } else {
          for j in 0..<length {
            unsafe bytes[start + j] = UInt8(truncatingIfNeeded: word >> UInt64(j * 8))
          }
        }
      }
    }
    return sequence.load(ordering: .relaxed) == before ? value : nil
  }
}
