// SPDX-License-Identifier: Apache-2.0
import Recording

/// The tapes that are being written out, and what those that are over held.
struct TapeShelf {
  private var texts: [TapeText] = []
  /// How many there have been: what numbers the next.
  private var count = 0
  private var messagesBefore = 0
  private var lostBefore = 0

  /// Takes a tape; returns what stands before its first line, whole lines of the others included.
  mutating func add(_ tape: Tape) -> String {
    var text = ""
    for index in texts.indices { texts[index].finish(into: &text) }
    let one = TapeText(tape, number: count)
    count += 1
    texts.append(one)
    return text + one.header
  }

  /// What has come since; a tape on which nothing more will come is let go of.
  mutating func read(isLast: Bool = false) -> String {
    var text = ""
    for index in texts.indices {
      texts[index].read(into: &text)
      // Each device's lines are whole where another's begin.
      if isLast || texts.count > 1 || texts[index].isOver { texts[index].finish(into: &text) }
    }
    for one in texts where one.isOver {
      messagesBefore += one.messages
      lostBefore += one.lost
    }
    texts.removeAll(where: \.isOver)
    return text
  }

  /// Messages either way on all tapes there have been.
  var messages: Int { texts.reduce(messagesBefore) { $0 + $1.messages } }
  /// Entries that found no room on them.
  var lost: Int { texts.reduce(lostBefore) { $0 + $1.lost } }
}
