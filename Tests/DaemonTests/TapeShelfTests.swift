// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Recording
import Sessions
import Testing

@testable import Daemon

@Suite("The tapes of a recording")
struct TapeShelfTests {
  private func hear(_ tape: Tape) {
    tape.message(
      .pong(Pong(token: 1, clockMilliseconds: 2, clockFractionMicroseconds: 0)), sequence: 3,
      received: .zero)
    tape.tick(Instant(milliseconds: 5), said: EngineOutbox())
  }

  @Test("that are over are written to their end, let go of and still counted")
  func over() throws {
    var shelf = TapeShelf()
    var file = TapeText.title + "\n"
    weak var forgotten: Tape?
    do {
      let gone = Tape(name: "usb:GONE", nonce: 1, serial: "GONE")
      forgotten = gone
      file += shelf.add(gone)
      hear(gone)
      file += shelf.read()
      hear(gone)
      gone.end()
    }
    #expect(forgotten != nil)
    file += shelf.read()
    #expect(forgotten == nil)
    // Numbers are not used twice.
    let next = Tape(name: "usb:NEXT", nonce: 2)
    file += shelf.add(next)
    hear(next)
    file += shelf.read(isLast: true)
    #expect(shelf.messages == 3)
    #expect(shelf.lost == 0)
    let first = try Recording(text: file)
    let second = try Recording(text: file, device: 1)
    #expect(first.name == "usb:GONE" && first.ticks.count == 2)
    #expect(second.name == "usb:NEXT" && second.ticks.count == 1)
  }
}
