// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// Memory in two pages whose bits go from 1 to 0 word by word, and back only page by page.
public protocol PagedMemory {
  /// Words of one page, a multiple of 8.
  var words: Int { get }
  func load(page: Int, word: Int) -> UInt32
  /// False when the word is not there afterwards.
  func program(page: Int, word: Int, _ value: UInt32) -> Bool
  func erase(page: Int) -> Bool
}

/// What is kept while the power is away: records one after the other, in one of two pages.
///
/// A record counts once its last word, the check, is written, and so does a page once its header is:
/// power that goes at any moment costs at most the record that was being written. The other page is
/// erased only when this one is nearly full, so that wear is spread over everything there is.
public struct Journal<Memory: PagedMemory> {
  public let memory: Memory
  private var page = 0
  private var generation: UInt32 = 0
  private var next = 0

  public init(memory: Memory) { self.memory = memory }

  private var slots: Int { memory.words / JournalRecord.words }

  /// Slots that are left for one run when its start has looked.
  static var reserve: Int { 64 }
  /// The longest history that is carried over, of each kind.
  static var carried: Int { 16 }

  /// Finds the page that counts, and makes room: the only place where anything is erased.
  ///
  /// It may take seconds, with everything standing still: for the start, before the watchdog. False when
  /// the memory does not work; then nothing is kept, and nothing is lost but the history.
  public mutating func open() -> Bool {
    var found: Int?
    for candidate in 0..<2 {
      guard let header = record(page: candidate, slot: 0), header.kind == .header else { continue }
      let number = header.body[0]
      if found == nil || number &- generation < UInt32.max / 2 {
        found = candidate
        generation = number
      }
    }
    guard let found else { return begin(page: 0) }
    page = found
    next = firstFree()
    return slots - next >= Self.reserve || moveOn()
  }

  /// Adds a record; false when it is not there afterwards.
  public mutating func append(_ record: JournalRecord) -> Bool {
    guard next > 0, next < slots else { return false }
    let slot = next
    next += 1
    return write(record, page: page, slot: slot)
  }

  /// The newest records of a kind, the newest first, as far back as asked for.
  public func newest(_ kind: JournalRecord.Kind, most: Int, _ visit: (JournalRecord) -> Void) {
    var left = most
    var slot = next - 1
    while slot > 0, left > 0 {
      if let record = record(page: page, slot: slot), record.kind == kind {
        visit(record)
        left -= 1
      }
      slot -= 1
    }
  }

  public func newest(_ kind: JournalRecord.Kind) -> JournalRecord? {
    var found: JournalRecord?
    newest(kind, most: 1) { found = $0 }
    return found
  }

  /// Takes what still matters to the other page; this one counts until the other has its header.
  private mutating func moveOn() -> Bool {
    let other = 1 - page
    guard memory.erase(page: other) else { return false }
    var slot = 1
    var whole = true
    for kind in JournalRecord.Kind.allCases where kind != .header {
      // Backwards once to count, forwards to keep the order.
      for index in (0..<count(kind)).reversed() {
        guard let record = nth(index, kind) else { continue }
        whole = write(record, page: other, slot: slot) && whole
        slot += 1
      }
    }
    guard whole, begin(page: other, isErased: true) else { return false }
    next = slot
    return true
  }

  private func count(_ kind: JournalRecord.Kind) -> Int {
    var found = 0
    newest(kind, most: kind == .fault ? Self.carried : 1) { _ in found += 1 }
    return found
  }

  private func nth(_ index: Int, _ kind: JournalRecord.Kind) -> JournalRecord? {
    var found: JournalRecord?
    newest(kind, most: index + 1) { found = $0 }
    return found
  }

  private mutating func begin(page: Int, isErased: Bool = false) -> Bool {
    guard isErased || memory.erase(page: page) else { return false }
    var header = JournalRecord(.header)
    header.body[0] = generation &+ 1
    guard write(header, page: page, slot: 0) else { return false }
    self.page = page
    generation &+= 1
    next = 1
    return true
  }

  /// Words in order: a record that was cut short has its first word and no check.
  private func write(_ record: JournalRecord, page: Int, slot: Int) -> Bool {
    let words = record.encoded
    for index in 0..<JournalRecord.words {
      let place = slot * JournalRecord.words + index
      guard memory.program(page: page, word: place, words[index]) else { return false }
    }
    return true
  }

  private func record(page: Int, slot: Int) -> JournalRecord? {
    var words = InlineArray<8, UInt32>(repeating: 0)
    for index in 0..<JournalRecord.words {
      words[index] = memory.load(page: page, word: slot * JournalRecord.words + index)
    }
    return JournalRecord(words)
  }

  /// The first slot behind everything that was ever written.
  private func firstFree() -> Int {
    var slot = slots
    while slot > 1, isErased(slot - 1) { slot -= 1 }
    return slot
  }

  private func isErased(_ slot: Int) -> Bool {
    for index in 0..<JournalRecord.words
    where memory.load(page: page, word: slot * JournalRecord.words + index) != .max { return false }
    return true
  }
}
