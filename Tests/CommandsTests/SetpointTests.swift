// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Commands

@Suite("Setpoints as text")
struct SetpointTests {
  @Test("reads a line with or without blanks, and as JSON")
  func lines() throws {
    let plain = SetpointLine(frequency: 40, amplitude: 0.8, holdMs: 250)
    let long = SetpointLine(frequency: 40, amplitude: 0.8, holdMs: 2000)
    for text in ["40Hz 0.8mm", " 40 Hz  0.8 mm ", "40Hz, 0.8mm # why", "\t40 Hz,0.8mm"] {
      #expect(try SetpointLine.parse(text) == plain, "\(text)")
    }
    for text in [
      "40Hz 0.8mm 2s", "40 Hz 0.8 mm 2000 ms",
      #"{"frequency": 40, "amplitude": 0.8, "forMs": 2000}"#,
    ] {
      #expect(try SetpointLine.parse(text) == long, "\(text)")
    }
    #expect(
      try SetpointLine.parse("40Hz 0mm")
        == SetpointLine(frequency: 40, amplitude: 0, holdMs: 250))
    let second = SetpointLine(frequency: 40, amplitude: 0.8, holdMs: 250, actuator: 1)
    for text in [
      "1: 40Hz 0.8mm", " 1 :40 Hz 0.8 mm # 2: why",
      #"{"actuator": 1, "frequency": 40, "amplitude": 0.8}"#,
    ] {
      #expect(try SetpointLine.parse(text) == second, "\(text)")
    }
    #expect(try SetpointLine.parse("40Hz 0.8mm # 1: why") == plain)
    for text in ["", "   ", "# 40Hz 0.8mm"] { #expect(try SetpointLine.parse(text) == nil) }
  }

  @Test(
    "says what is wrong with a line, and how it is written",
    arguments: [
      "40Hz", "40 0.8", "0.8mm 40Hz", "40Hz 5%", "40Hz 0.8mm 3Hz", "40Hz -1mm", "-40Hz 1mm",
      "0Hz 1mm", "40Hz 0.8mm 2s 3s", "nan Hz 1mm", "40Hz 1e3mm", "40Hz 0.8mm 1ms",
      "40Hz 0.8mm 60min", "x", "{", "{}", #"{"frequency": 40}"#, "[40, 1]",
      #"{"frequency": 40, "amplitude": "1"}"#, #"{"frequency": 40, "amplitude": 1, "for": 2}"#,
      #"{"frequency": 4e9, "amplitude": 1}"#, ": 40Hz 1mm", "a: 40Hz 1mm", "8: 40Hz 1mm",
      "-1: 40Hz 1mm", "1: 2: 40Hz 1mm", "1:", "99999999999999999999: 40Hz 1mm",
      #"{"frequency": 40, "amplitude": 1, "actuator": 8}"#,
      #"{"frequency": 40, "amplitude": 1, "actuator": 0.5}"#,
    ])
  func wrong(text: String) {
    #expect(throws: LineProblem.self) { try SetpointLine.parse(text) }
    do {
      _ = try SetpointLine.parse(text)
    } catch {
      #expect(error.message.count > 20)
    }
  }

  @Test("what a message repeats of a line steers no terminal")
  func steeringCharacters() {
    do {
      _ = try SetpointLine.parse("\u{1B}[2Jx\u{202E}y")
      Issue.record("was read")
    } catch {
      #expect(!error.message.unicodeScalars.contains("\u{1B}"))
      #expect(!error.message.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test("cuts bytes into lines, however they arrive; long and broken ones are problems")
  func reader() {
    var reader = LineReader()
    #expect(reader.take(Array("40Hz ".utf8)).isEmpty)
    #expect(reader.take(Array("1mm\n\nx".utf8)).map(\.number) == [1, 2])
    #expect(reader.end()?.text == .success("x"))
    #expect(reader.end() == nil)
    let long = reader.take([UInt8](repeating: 0x20, count: 100_000) + [0x0A])
    #expect(long.count == 1)
    #expect(throws: LineProblem.self) { try long[0].text.get() }
    #expect(throws: LineProblem.self) { try reader.take([0xFF, 0x0A])[0].text.get() }
  }

  @Test("a file is read whole, each line takes its time, and every wrong one is told")
  func file() throws {
    let file = try SetpointFile.read("30Hz 1mm 1s\n\n35Hz 1mm\n".utf8).get()
    #expect(file.entries.map(\.number) == [1, 3])
    #expect(file.index(atMs: 0) == 0)
    #expect(file.index(atMs: 999) == 0)
    #expect(file.index(atMs: 1000) == 1)
    #expect(file.index(atMs: 1249, from: 1) == 1)
    #expect(file.index(atMs: 1250, from: 1) == nil)
    guard case .failure(let problems) = SetpointFile.read("a\n30Hz 1mm\nb".utf8) else {
      Issue.record("was read")
      return
    }
    #expect(problems.list.map(\.line) == [1, 3])
    #expect(throws: LineProblems.self) { try SetpointFile.read("# nothing\n".utf8).get() }
    #expect(throws: LineProblems.self) { try SetpointFile.read("".utf8).get() }
    let many = LineProblems(
      list: (1...50).map { LineProblems.One(line: $0, problem: LineProblem("x")) })
    #expect(many.lines.count == LineProblems.most + 1)
  }

  @Test("the lines of each actuator follow each other, and all end together")
  func twoTracks() throws {
    let file = try SetpointFile.read(
      "30Hz 1mm 1s\n1: 40Hz 1mm 400ms\n1: 41Hz 1mm 200ms\n31Hz 1mm 1s\n".utf8
    ).get()
    #expect(file.actuators == [0, 1])
    func number(_ actuator: Int, _ ms: Int) -> Int? {
      file.index(atMs: ms, of: actuator).map { file.entries[$0].number }
    }
    #expect(number(0, 999) == 1 && number(0, 1000) == 4 && number(0, 2000) == nil)
    #expect(number(1, 399) == 2 && number(1, 400) == 3 && number(1, 599) == 3)
    // What has no more lines keeps still.
    let still = try #require(file.index(atMs: 600, of: 1))
    #expect(file.entries[still].setpoint.amplitude == 0 && file.entries[still].endsMs == 2000)
    #expect(number(1, 1999) != nil && number(1, 2000) == nil)
  }

  @Test("of what waits in a pipe the newest setpoint counts, and every problem")
  func mailbox() {
    let mailbox = SetpointMailbox()
    var reader = LineReader()
    mailbox.put(reader.take(Array("30Hz 1mm\nx\n31Hz 1mm\n".utf8)))
    let content = mailbox.take()
    #expect(content.newest[0]?.setpoint.frequency == 31)
    #expect(content.newest[0]?.line == 3 && content.newest.count == 1)
    #expect(content.problems.map(\.line) == [2])
    #expect(mailbox.take().newest.isEmpty)
    // One actuator's newest does not take the place of another's.
    mailbox.put(reader.take(Array("30Hz 1mm\n1: 40Hz 1mm\n1: 41Hz 1mm\n".utf8)))
    #expect(mailbox.take().newest.mapValues(\.setpoint.frequency) == [0: 30, 1: 41])
    mailbox.end()
    #expect(mailbox.take().isEnded)
    #expect(mailbox.take().isEnded)
  }

  @Test("H1: a line that holds is repeated until its time is over, then nothing is said any more")
  func player() throws {
    var player = SetpointPlayer(isFile: false)
    let line = SetpointLine(frequency: 30, amplitude: 0.5, holdMs: 350)
    player.take(line, line: 1, atMs: 0)
    var said: [Int: Int] = [:]
    for now in stride(from: 0, to: 1000, by: 10) {
      if let due = player.due(atMs: now) { said[now] = due.validMs }
    }
    #expect(said == [0: 250, 100: 250, 200: 150, 300: 50])
    #expect(player.holds(atMs: 280))
    #expect(!player.holds(atMs: 300))
    // A line that is refused leaves what held before.
    player.take(line, line: 2, atMs: 1000)
    #expect(player.due(atMs: 1000)?.line == 2)
    player.take(line, line: 3, atMs: 1050)
    #expect(player.due(atMs: 1050)?.line == 3)
    player.refuse()
    #expect(player.due(atMs: 1100)?.line == 2)
    // In a file the life of a line reaches into the next.
    var file = SetpointPlayer(isFile: true)
    file.take(line, line: 1, atMs: 0)
    #expect(file.due(atMs: 340)?.validMs == 250)
  }

  /// What is said of these lines, and how many of them were wrong, when they come through a pipe.
  private func steer(_ daemon: FakeDaemon, _ lines: String) async throws -> (
    wrong: Int, said: String
  ) {
    let pipe = OutputPipe()
    let mailbox = SetpointMailbox()
    var reader = LineReader()
    let steering = Steering(
      input: .pipe(mailbox), lease: "lease-1", driver: try await daemon.connect(),
      output: Output(terminal: pipe.terminal(), isJSON: true), speed: 1)
    mailbox.put(reader.take(Array(lines.utf8)))
    mailbox.end()
    return (await steering.run(), try pipe.text())
  }

  @Test("a wrong line and a refused one are told with their number, and counted")
  func steering() async throws {
    let daemon = FakeDaemon()
    let (wrong, said) = try await steer(daemon, "30Hz 0.5mm 350ms\n\n30Hz 5mm\n")
    #expect(wrong == 1)
    #expect(daemon.count("setpoint 30.0 5.0") == 1)
    #expect(said == #"{"line":3,"problem":"Too much."}"# + "\n")
  }

  @Test("lines for two actuators are sent side by side, and a refused one lets the other be")
  func steeringTwo() async throws {
    let daemon = FakeDaemon()
    let (wrong, _) = try await steer(daemon, "30Hz 0.5mm 350ms\n1: 40Hz 5mm\n")
    #expect(wrong == 1)
    #expect(daemon.count("setpoint 30.0 0.5 250 0") >= 1)
    #expect(daemon.count("setpoint 40.0 5.0 250 1") == 1)
  }
}
