// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Foundation
import Quantities
import Recording
import Sessions
import Testing

@Suite("Recordings")
struct RecordingTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Recordings")

  /// Every file in the folder: a recorded session becomes a test by being put there.
  static let files: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []

  static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  /// One device of one file.
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var device: Int
    var testDescription: String { "\(file), device \(device)" }

    func recording() throws -> Recording {
      try Recording(text: RecordingTests.text(file), device: device)
    }
  }

  static let cases: [Case] = files.flatMap { file in
    Recording.devices((try? text(file)) ?? "").map { Case(file: file, device: $0) }
  }

  @Test("give the same bytes when the engine is given the same again", arguments: cases)
  func same(_ one: Case) throws {
    let recording = try one.recording()
    #expect(recording.isWhole)
    #expect(recording.ticks.contains { !$0.said.isEmpty })
    let deviations = EngineReplay.deviations(recording)
    #expect(deviations.isEmpty, "\(deviations.map(\.description).joined(separator: "\n"))")
  }

  @Test("there are some, and no file without a device")
  func some() {
    #expect(!Self.files.isEmpty)
    #expect(Set(Self.cases.map(\.file)) == Set(Self.files))
  }

  @Test("show what an engine does otherwise", arguments: cases)
  func different(_ one: Case) throws {
    var recording = try one.recording()
    let starts = recording.ticks.firstIndex { tick in
      tick.inputs.contains { if case .command(.run) = $0 { true } else { false } }
    }
    // Of a device that did nothing it is left out that it was there.
    let index = try #require(starts ?? recording.ticks.firstIndex { !$0.inputs.isEmpty })
    recording.ticks[index].inputs = []
    #expect(!EngineReplay.deviations(recording).isEmpty)
  }

  @Test("are refused with the number of the line when they cannot be read")
  func unreadable() throws {
    let title = "tonus-recording 1\n"
    let bad = [
      "", "tonus-recording 2\n", title + "0 t\n", title + "0 t x\n", title + "0 < 5 83\n",
      title + "0 < 5 zz\n", title + "0 > 01\n", title + "0 = dance\n", title + "0 s 99 -\n",
      title + "0 = run 1 1.0 0 step:0:1:1:1:1:1:0\n",
      title + "0 = run 1 1.0 5 step:0:1:1:1:1:1:7\n",
      title + "0 = factor\n", title + "hello\n", title + "device 0\n", title + "0 q\n",
    ]
    for text in bad {
      #expect(throws: Recording.Failure.self, "\(text)") { try Recording(text: text) }
    }
    let failure = #expect(throws: Recording.Failure.self) {
      try Recording(text: title + "device 0 nonce 1 sim:t1\n0 = up\n0 t 5 -\n")
    }
    #expect(failure?.line == 4)
  }

  @Test("end where entries were lost, and say so")
  func lost() throws {
    let recording = try Recording(
      text: "tonus-recording 1\ndevice 0 nonce 1 a name\n0 t 1000 500 500\n0 x 3\n0 t nonsense\n")
    #expect(!recording.isWhole)
    #expect(recording.name == "a name")
    #expect(recording.ticks.map(\.now.nanoseconds) == [1000, 1500, 2000])
  }

  @Test("say which serial number was expected, where one was")
  func serial() throws {
    let tape = Tape(name: "usb:T1", nonce: 3, serial: "T1")
    let text = TapeText.title + "\n" + TapeText(tape, number: 0).header
    let recording = try Recording(text: text)
    #expect(recording.serial == "T1")
    #expect(recording.name == "usb:T1")
    let any = TapeText.title + "\n" + TapeText(Tape(name: "a b", nonce: 3), number: 0).header
    #expect(try Recording(text: any).serial == nil)
    #expect(try Recording(text: any).name == "a b")
  }

  @Test("written by a tape read the same", arguments: cases)
  func tape(_ one: Case) throws {
    let recording = try one.recording()
    let tape = Tape(name: recording.name, nonce: recording.nonce, serial: recording.serial)
    var engine = Engine(nonce: recording.nonce, serial: recording.serial)
    var (inbox, outbox) = (EngineInbox(), EngineOutbox())
    var text = TapeText(tape, number: one.device)
    var written = text.header
    for tick in recording.ticks {
      for input in tick.inputs { Self.give(input, tape, &inbox) }
      engine.tick(now: tick.now, inbox: &inbox, outbox: &outbox)
      tape.tick(tick.now, said: outbox)
      inbox.clear()
      outbox.clear()
      text.read(into: &written)
    }
    text.finish(into: &written)
    let lines = try Self.text(one.file).split(separator: "\n").filter { line in
      line.hasPrefix("\(one.device) ") || line.hasPrefix("device \(one.device) ")
    }
    #expect(written == lines.map { $0 + "\n" }.joined())
    #expect(text.lost == 0)
  }

  private static func give(_ input: Recording.Input, _ tape: Tape, _ inbox: inout EngineInbox) {
    switch input {
    case .up:
      tape.link(isUp: true)
      inbox.add(.linkUp)
    case .down:
      tape.link(isUp: false)
      inbox.add(.linkDown)
    case .message(let one):
      tape.message(one.message, sequence: one.sequence, received: one.received)
      inbox.add(one)
    case .command(let command):
      tape.announce(command)
      tape.command()
      inbox.add(command)
    case .stop(let reason, let sentAs):
      tape.stop(reason, sentAs: sentAs)
      (inbox.stop, inbox.stopSentAs) = (reason, sentAs)
    }
  }
}
