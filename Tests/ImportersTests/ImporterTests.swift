// SPDX-License-Identifier: Apache-2.0
import Foundation
import Importers
import Programs
import Testing

@Suite("Importers") struct ImporterTests {
  private func sample(_ name: String) throws -> String {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Samples/\(name)")
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  private func program(_ text: String, _ file: String, millimeters: Double? = 1) throws
    -> ProgramText
  {
    ProgramText(
      try Importers.importer(for: file, text: text).read(text),
      zone: "multifidus-lumbar@L5-S1:left",
      mapping: ProgramText.Mapping(frequencies: 25...35, millimeters: millimeters), file: file)
  }

  private func steps(_ program: ProgramText) -> [String] {
    program.text.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map {
      String($0.dropFirst(4))
    }
  }

  @Test("an AHAP file becomes steps, and everything that changed is told")
  func apple() throws {
    let program = try program(sample("spring.ahap"), "spring.ahap")
    #expect(
      steps(program) == [
        "hold: {frequency: 30 Hz, amplitude: 0.8 mm, for: 100 ms}", "rest: 400 ms",
        "ramp: {frequency: 27.5 Hz, amplitude: 1 mm to 0.5 mm, for: 1000 ms}",
      ])
    let told = program.notes.map { "\($0.kind.rawValue) \($0.place) \($0.text)" }
    for part in [
      "mapped 5:15 a HapticTransient", "lost 11:7 the parameter 'AttackTime'",
      "lost 12:15 the sound of an AudioCustom event",
      "mapped 9:60 HapticIntensity outside 0 to 1 is taken as 1", "lost 2:14 'Version'",
    ] {
      #expect(told.contains { $0.hasPrefix(part) }, "\(part) in \(told)")
    }
    #expect(program.text.contains("title: \"Spring one\""))
    #expect(isProved(program))
  }

  @Test("a funscript becomes ramps; unsorted, doubled and hasty actions are told")
  func funscript() throws {
    let program = try program(sample("strokes.funscript"), "strokes.funscript")
    #expect(
      steps(program) == [
        "rest: 1000 ms",
        "ramp: {frequency: 30 Hz, amplitude: 0 mm to 0.45 mm, for: 1000 ms}",
        "ramp: {frequency: 30 Hz, amplitude: 0.45 mm to 0.72 mm, for: 1000 ms}",
        "hold: {frequency: 30 Hz, amplitude: 0.36 mm, for: 100 ms}",
        "ramp: {frequency: 30 Hz, amplitude: 0.72 mm to 0.9 mm, for: 900 ms}",
      ])
    let told = program.notes.map(\.text).joined(separator: "\n")
    for part in ["sorted", "same moment", "range", "taken as 100", "faster than 100 ms"] {
      #expect(told.contains(part), "\(part)")
    }
    #expect(isProved(program))
  }

  @Test("without an amplitude it is written in shares of the session amplitude")
  func shares() throws {
    let program = try program(sample("strokes.funscript"), "strokes.funscript", millimeters: nil)
    #expect(steps(program)[1] == "ramp: {frequency: 30 Hz, amplitude: 0 % to 45 %, for: 1000 ms}")
    #expect(isProved(program))
  }

  @Test("inverted positions are turned round")
  func inverted() throws {
    let text = #"{"inverted": true, "actions": [{"at": 0, "pos": 100}, {"at": 500, "pos": 0}]}"#
    #expect(
      steps(try program(text, "a.funscript")) == [
        "ramp: {frequency: 30 Hz, amplitude: 0 mm to 1 mm, for: 500 ms}"
      ])
  }

  @Test("the content says the format where the name does not")
  func registry() throws {
    let apple = try sample("spring.ahap")
    #expect(try Importers.importer(for: "x.json", text: apple).name == "AHAP")
    #expect(
      try Importers.importer(for: "x.json", text: sample("strokes.funscript")).name == "funscript")
    #expect(throws: ImportError.self) { try Importers.importer(for: "x.wav", text: "RIFF") }
  }

  @Test(
    "what is broken is refused with its place",
    arguments: [
      ("", "1:1"), ("{", "1:2"), ("[1, 2", "1:6"), (#"{"actions": }"#, "1:13"),
      (#"{"actions": [{"at": NaN, "pos": 1}]}"#, "1:21"),
      ("{\"actions\": [\n{\"at\": -5, \"pos\": 1}, {\"at\": 9, \"pos\": 1}]}", "2:8"),
      (#"{"actions": [{"at": 1e999, "pos": 1}]}"#, "1:21"),
      (#"{"actions": [{"at": 1e9, "pos": 1}]}"#, "1:21"),
      (#"{"actions": [{"at": 1}]}"#, "1:14"), (#"{"actions": {}}"#, "1:13"),
      (#"{"actions": [{"at": "1", "pos": 1}]}"#, "1:21"), (#"{"a": "\ud800"}"#, "1:14"),
      (#"{"actions": []} x"#, "1:17"), (#"{"a": "b"#, "1:9"),
      (#"{"range": 0, "actions": []}"#, "1:11"),
      (#"{"version": 1}"#, "1:1"), (#"{"actions": [{"at": 1, "pos": 1}]}"#, "1:13"),
    ])
  func broken(text: String, place: String) {
    do {
      _ = try Funscript.read(text)
      Issue.record("was read")
    } catch {
      #expect(error.place.map { "\($0)" } == place, "\(error)")
    }
  }

  @Test("a last event that would grow past an hour is refused, one that just fits is a program")
  func anHour() throws {
    func still(at seconds: String) throws -> ProgramText {
      let strength = #"{"ParameterID": "HapticIntensity", "ParameterValue": 0}"#
      let event =
        #"{"EventType": "HapticTransient", "Time": \#(seconds), "EventParameters": [\#(strength)]}"#
      return try program(#"{"Pattern": [{"Event": \#(event)}]}"#, "last.ahap")
    }
    #expect(throws: ImportError.self) { try still(at: "3599.99") }
    let fits = try still(at: "3599.8")
    #expect(throws: Never.self) { try ProgramParser.parse(fits.text).get() }
  }

  @Test("no key of a file steers a terminal")
  func plain() throws {
    let text = #"{"\u001b[2J": 1, "actions": [{"at": 0, "pos": 0}, {"at": 500, "pos": 9}]}"#
    let notes = try Funscript.read(text).notes.map(\.text)
    #expect(notes.contains { $0.contains("the key '?[2J'") })
  }

  @Test("deep nesting ends in an error, and so does every cut of a good file")
  func cut() throws {
    let deep = String(repeating: "[", count: 500_000)
    #expect(throws: ImportError.self) { try AppleHaptics.read(deep) }
    let text = try sample("spring.ahap")
    for length in stride(from: 0, to: text.utf8.count - 2, by: 7) {
      #expect(throws: ImportError.self) { try AppleHaptics.read(String(text.prefix(length))) }
    }
  }

  @Test("a random file is a pattern or an error, and a pattern is always a program that parses")
  func random() throws {
    let good = Array(try sample("spring.ahap").utf8)
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<300 {
      var bytes = good
      for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8(32 + next(95)) }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let pattern = try? AppleHaptics.read(text) else { continue }
      let program = ProgramText(
        pattern, zone: "piriformis:left",
        mapping: ProgramText.Mapping(frequencies: 25...35, millimeters: nil),
        file: "a \"b\\\u{202E}")
      guard case .failure(let problems) = ProgramParser.parse(program.text) else { continue }
      Issue.record("\(problems.rendered(source: program.text, name: "imported"))")
    }
  }

  private func isProved(_ program: ProgramText) -> Bool {
    switch Checker.prove(text: program.text, device: Preset.anyDevice) {
    case .success: return true
    case .failure(let problems):
      Issue.record("\(problems.rendered(source: program.text, name: "imported"))")
      return false
    }
  }
}
