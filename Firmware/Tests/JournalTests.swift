// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Testing

@testable import Controller

/// Flash in miniature: bits only fall, and the power goes after so many words.
private final class SmallFlash: PagedMemory {
  let words = 8 * 128
  var pages: [[UInt32]]
  var left = Int.max
  private(set) var erasures = 0

  init() {
    pages = [Array(repeating: 0xDEAD_BEEF, count: words), Array(repeating: .max, count: words)]
  }

  func load(page: Int, word: Int) -> UInt32 { pages[page][word] }

  func program(page: Int, word: Int, _ value: UInt32) -> Bool {
    guard left > 0 else { return false }
    left -= 1
    // Half of a word's bits have fallen when the power goes in its middle.
    pages[page][word] &= left == 0 ? value | 0x5555_5555 : value
    return left > 0 && pages[page][word] == value
  }

  func erase(page: Int) -> Bool {
    guard left > 0 else { return false }
    left -= 1
    erasures += 1
    pages[page] = (0..<words).map { left == 0 && $0 % 3 == 0 ? pages[page][$0] : .max }
    return left > 0
  }
}

@Suite("Journal")
struct JournalTests {
  private func fault(_ number: Int) -> FaultRecord {
    FaultRecord(
      index: 0, cause: UInt8(number % 16 + 1), latch: UInt16(number),
      clockMilliseconds: UInt32(number) * 1000, value: Int32(-number), bootID: 7)
  }

  private func faults(_ journal: Journal<SmallFlash>, most: Int = 16) -> [Int] {
    var found: [Int] = []
    journal.newest(.fault, most: most) { found.append(Int($0.fault.latch)) }
    return found
  }

  private func opened(_ flash: SmallFlash) -> Journal<SmallFlash> {
    var journal = Journal(memory: flash)
    let isOpen = journal.open()
    #expect(isOpen)
    return journal
  }

  private func add(_ record: JournalRecord, to journal: inout Journal<SmallFlash>) {
    let isThere = journal.append(record)
    #expect(isThere)
  }

  @Test("begins in memory that holds anything, and tells back what it was told")
  func roundTrip() {
    let flash = SmallFlash()
    var journal = opened(flash)
    for number in 1...3 { add(JournalRecord(fault(number)), to: &journal) }
    let again = opened(flash)
    #expect(faults(again) == [3, 2, 1])
    var newest: [FaultRecord] = []
    again.newest(.fault, most: 1) { newest.append($0.fault) }
    #expect(newest == [fault(3)])
  }

  @Test("moves on before it is full, keeps the newest sixteen in order, and wears both pages alike")
  func rotation() {
    let flash = SmallFlash()
    var told = JournalRecord(.configuration)
    told.body[4] = 42
    var last = 0
    for boot in 1...100 {
      var journal = opened(flash)
      if boot == 1 { add(told, to: &journal) }
      for _ in 0..<10 {
        last += 1
        add(JournalRecord(fault(last)), to: &journal)
      }
      #expect(faults(journal) == (max(1, last - 15)...last).reversed().map { $0 })
      #expect(journal.newest(.configuration)?.body[4] == 42)
    }
    #expect(flash.erasures < 30)
  }

  @Test("refuses a record when a run has used up its slots, and goes on at the next start")
  func full() {
    let flash = SmallFlash()
    var journal = opened(flash)
    var count = 0
    while journal.append(JournalRecord(fault(count))) { count += 1 }
    #expect(count == 127)
    var again = opened(flash)
    add(JournalRecord(fault(count)), to: &again)
    #expect(faults(again, most: 2) == [count, count - 1])
  }

  @Test(
    "whenever the power goes, nothing is lost that was kept before, nor made up",
    arguments: 0..<160)
  func powerCut(words: Int) {
    let flash = SmallFlash()
    var journal = opened(flash)
    var told = JournalRecord(.configuration)
    told.body[4] = 42
    add(told, to: &journal)
    for number in 1...70 { add(JournalRecord(fault(number)), to: &journal) }
    // The next start has to move to the other page; somewhere in there the power goes.
    flash.left = words
    var cut = Journal(memory: flash)
    if cut.open() { _ = cut.append(JournalRecord(fault(71))) }
    flash.left = .max
    var after = opened(flash)
    let found = faults(after)
    let newest = found.first ?? 0
    #expect(newest == 70 || newest == 71)
    #expect(found == (newest - 15...newest).reversed().map { $0 })
    #expect(after.newest(.configuration)?.body[4] == 42)
    add(JournalRecord(fault(72)), to: &after)
    #expect(faults(after, most: 1) == [72])
  }

  @Test("takes no record with a bit changed", arguments: 0..<256)
  func damage(bit: Int) {
    var words = JournalRecord(fault(5)).encoded
    #expect(JournalRecord(words) != nil)
    words[bit / 32] ^= 1 << UInt32(bit % 32)
    #expect(JournalRecord(words) == nil)
  }
}
