// SPDX-License-Identifier: Apache-2.0
import Envelope
import Programs
import Randomness
import Testing

@Suite("Text that is no program") struct BadTextTests {
  private func problems(_ text: String) -> [Problem] {
    switch Checker.prove(text: text, device: Preset.anyDevice) {
    case .success: []
    case .failure(let problems): problems.list
    }
  }

  private func program(_ step: String) -> String {
    "tonus: 1\ntitle: T\nzone: piriformis:left\nsteps:\n  - \(step)\n"
  }

  @Test(
    "H12: a quantity that is not a plain positive number with the right unit is refused",
    arguments: [
      (".nan", ProblemCode.notANumber), ("nan Hz", .notANumber), ("inf Hz", .notANumber),
      (".inf", .notANumber), ("-30 Hz", .notPositive), ("0 Hz", .notPositive),
      ("0.0 Hz", .notPositive), ("−30 Hz", .notPositive), ("1e3 Hz", .notANumber),
      ("1e999 Hz", .notANumber), ("9999999999999999999 Hz", .notANumber), ("99999 Hz", .tooBig),
      ("30", .missingUnit), ("30 hz", .unknownUnit), ("30 furlongs", .unknownUnit),
      ("30 mm", .wrongUnit), ("30 s", .wrongUnit), ("0x1F Hz", .unknownUnit),
      ("3,5 Hz", .unknownUnit), ("30.5.1 Hz", .notANumber), (". Hz", .notANumber),
      ("30 Hz Hz", .unknownUnit), ("٣٠ Hz", .notANumber), ("$nothing", .unknownParameter),
      ("$", .unknownParameter), ("30 Hz to 35 Hz", .wrongType), ("19.99 Hz", .frequencyOutside),
      ("''", .notANumber), ("[30 Hz]", .wrongType), ("{a: 30 Hz}", .wrongType),
      ("300 Hz", .frequencyOutside), ("null", .notANumber), ("~", .notANumber),
    ])
  func quantity(written: String, code: ProblemCode) {
    let text = program(
      "hold: {frequency: \"\(written)\", amplitude: 50 %, for: 10 s}"
        .replacing("\"[", with: "[").replacing("]\"", with: "]")
        .replacing("\"{", with: "{").replacing("}\"", with: "}"))
    #expect(problems(text).map(\.code).contains(code), "\(problems(text))")
  }

  @Test(
    "a hint names what was meant",
    arguments: [
      ("hold: {frequency: 30 Hz, amplitude: 50 %, for: 2 h}", "Did you mean 'min'?"),
      ("hold: {frequency: 30 x, amplitude: 50 %, for: 2 s}", "Write 40 Hz."),
      ("hold: {freq: 30 Hz, amplitude: 50 %, for: 2 s}", "Did you mean 'frequency'?"),
      ("use: part.yaml", "Write it as in {program: …}."),
      ("hold: 30 Hz", "Write it as in {frequency: …, amplitude: …, for: …}."),
    ])
  func hints(step: String, hint: String) {
    #expect(problems(program(step)).contains { $0.hint == hint }, "\(problems(program(step)))")
  }

  @Test(
    "nothing that is printed turns the direction of writing round",
    arguments: ["\u{202E}", "\u{2066}"])
  func directions(turn: String) throws {
    let text = program("rest: 1 s").replacing("title: T", with: "title: \"T\(turn)x\"")
    #expect(problems(text).map(\.code) == [.wrongType])
    let zone = program("rest: 1 s").replacing("piriformis", with: "\"piri\(turn)formis\"")
    guard case .failure(let found) = Checker.prove(text: zone, device: Preset.anyDevice) else {
      Issue.record("was proved")
      return
    }
    #expect(!found.rendered(source: zone, name: "x").contains(turn))
  }

  @Test("anchors and aliases are refused before they grow")
  func laughs() {
    var text = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for (before, name) in zip("abcdefghi", "bcdefghij") {
      let list = Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(list)]\n"
    }
    #expect(problems(text).map(\.code) == [.alias])
    // As a key, where comparing keys would walk the whole tree.
    #expect(problems(text + "? *j\n: 1\n? *j\n: 2\n").map(\.code) == [.alias])
    #expect(problems("tonus: &v 1\ntitle: x\n").map(\.code) == [.alias])
    #expect(problems("tonus: *v\n").map(\.code) == [.alias])
    let short = "tonus: 1\ntitle: &t T\nsteps: *t\n"
    #expect(problems(short).map(\.code) == [.alias])
  }

  @Test("words with ampersands and asterisks are words")
  func words() {
    let text =
      "tonus: 1\ntitle: Salt & pepper *really*\nabout: |\n  *note* this\n  & that\nzone: piriformis:left\n"
      + "steps:\n  - hold: {frequency: 30 Hz, amplitude: 50 %, for: 10 s, text: \"*breathe*\"}\n"
    #expect(problems(text).isEmpty, "\(problems(text))")
  }

  @Test("deep nesting is refused, however it is written")
  func deep() {
    for text in [
      String(repeating: "[", count: 90) + String(repeating: "]", count: 90),
      String(repeating: "[", count: 200_000),
      String(repeating: "- ", count: 500) + "x",
      String(repeating: "{a: ", count: 900) + String(repeating: "}", count: 900),
      String(repeating: "? ", count: 400) + "x",
      (0..<90).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ] {
      let codes = problems(text).map(\.code)
      #expect(codes == [.tooDeep] || codes == [.syntax], "\(codes) for \(text.prefix(20))")
    }
  }

  @Test("a text above one mebibyte is refused unread")
  func large() {
    let text = "tonus: 1\n" + String(repeating: "# padding\n", count: 1 << 17)
    #expect(problems(text).map(\.code) == [.tooLarge])
  }

  @Test(
    "malformed text gets one clear problem",
    arguments: [
      "", "   \n\n", "# only a comment\n", "---\n", "{", "]", "a: b: c", "\ttabs: 1", "\"open",
      "tonus: 1\n---\ntonus: 1\n", "just words", "- a\n- list\n", "42", "\u{0}", "a: \u{7}",
      "tonus: 1\ntonus: 1\n", "%YAML 9.9\n---\na: 1\n", "!!python/object:os.system {}\n",
      "\u{FEFF}", "? [a]\n: b\n", "&a", "*a", "|\n", ">",
    ])
  func malformed(text: String) {
    #expect(!problems(text).isEmpty)
  }

  @Test("several problems are told at once, in the order of the text")
  func several() {
    let text = """
      tonus: 1
      titel: Oops
      zone: multifidis-lumbar
      steps:
        - hold: {frequency: 40, amplitude: 1.5 cm, for: 90 sec}
        - hodl: {frequency: 40 Hz}
        - pulse: {}
      """
    let found = problems(text)
    #expect(
      found.map(\.code) == [
        .missingKey, .unknownKey, .missingUnit, .unknownUnit, .unknownUnit, .unknownStep,
        .missingKey,
      ])
    #expect(found.first { $0.code == .unknownKey }?.hint == "Did you mean 'title'?")
    #expect(found.compactMap(\.range?.line) == found.compactMap(\.range?.line).sorted())
  }

  @Test("a problem is printed as a compiler prints it")
  func rendered() throws {
    let text = program("hold: {frequency: 41 Hz, amplitude: 50 %, for: 10 sec}")
    let problems = try #require(throws: Problems.self) { try ProgramParser.parse(text).get() }
    #expect(
      problems.rendered(source: text, name: "back.yaml") == """
        back.yaml:5:52: error: 'sec' is no unit of this language
         5 |   - hold: {frequency: 41 Hz, amplitude: 50 %, for: 10 sec}
           |                                                    ^^^^^^
          Did you mean 's'?

        """)
  }

  @Test("text for people cannot steer a terminal")
  func terminal() {
    for text in ["tonus: 1\ntitle: \"\\e[2J\"\n", "tonus: 1\ntitle: \"a\\nb\"\n"] {
      #expect(problems(text).contains { $0.code == .wrongType }, "\(problems(text))")
    }
  }

  @Test("nothing that is repeated in a message steers a terminal, or fills it")
  func repeated() {
    let long = String(repeating: "x", count: 500_000)
    for text in [
      "tonus: 1\n\"ti\\e[2Jtle\": x\n", "tonus: \"\\e[31m\"\n", "tonus: \"\\u202Ex\"\n",
      program("\"ho\\e]0;ld\": {}"), "tonus: 1\n\(long): x\n",
      program("hold: {frequency: \"30 \\eHz\", amplitude: 50 %, for: 10 s}"),
    ] {
      let found = problems(text)
      #expect(!found.isEmpty)
      for problem in found {
        let told = problem.rendered(source: text, name: "x")
        #expect(told.utf8.count < 30_000)
        #expect(!told.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
      }
    }
  }

  @Test("parameters without number are refused before anything looks for one")
  func parameters() {
    let many = (0..<101).map { "  p\($0): {default: 1}\n" }.joined()
    let text = "tonus: 1\ntitle: T\nparameters:\n\(many)steps: [{rest: 1 s}]\n"
    #expect(problems(text).map(\.code) == [.tooLarge])
  }

  @Test("sixteen repetitions in each other of a step that is refused end at once")
  func endless() {
    var step = "hold: {frequency: $nothing, amplitude: 50 %, for: 10 s}"
    for _ in 0..<15 { step = "repeat: {times: 1000, steps: [{\(step)}]}" }
    #expect(problems(program(step)).map(\.code) == [.unknownParameter])
  }

  @Test("no cut and no flipped byte of a preset crashes the parser", arguments: Presets.all)
  func mutations(preset: Preset) {
    var random = SplitMix64(seed: 7)
    let bytes = Array(preset.text.utf8)
    for _ in 0..<60 {
      var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      for _ in 0..<Int.random(in: 0...6, using: &random) where !changed.isEmpty {
        changed[Int.random(in: 0..<changed.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      let text = String(decoding: changed, as: UTF8.self)
      if case .failure(let problems) = Checker.prove(text: text, device: Preset.anyDevice) {
        #expect(!problems.rendered(source: text, name: "x").isEmpty)
      }
    }
  }
}
