// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Envelope
import Plant
import Programs
import Quantities
import Testing

@testable import Sessions

/// What the language adds to straight lines: waves, questions, reactions.
@Suite("The engine runs the whole language")
struct LanguageTests {
  private static func program(_ text: String) throws -> ProvedProgram {
    let text = "tonus: 1\ntitle: Test\nzone: multifidus-lumbar:left\nsteps:\n" + text
    return ProvedProgram(
      try Checker.prove(text: text, device: ActuatorIdentity.reference.bounds).get())
  }

  private static func bench(_ program: ProvedProgram) throws -> Bench {
    let bench = Bench()
    try #require(bench.becomeReady())
    try #require(ProgramAudit.problems(of: program).isEmpty)
    bench.start(ProgramImage(number: 1, program.engine))
    return bench
  }

  private static let question = """
      - hold: {frequency: 30 Hz, amplitude: 0.5 mm, for: 1 s}
      - ask:
          text: How does it feel?
          wait: 3 s
          answers:
            0-3: [{hold: {frequency: 30 Hz, amplitude: 0.6 mm, for: 1 s}}]
            4-6: continue
            7-10: stop
          otherwise: stop
      - hold: {frequency: 40 Hz, amplitude: 0.2 mm, for: 1 s}
    """

  @Test("asks without moving, and goes on by the answer", arguments: [2, 5, 9, nil] as [UInt8?])
  func asks(answer: UInt8?) throws {
    let bench = try Self.bench(try Self.program(Self.question))
    #expect(bench.run(until: { $0.status.phase == .asking }, limit: 5000))
    bench.run(300)
    #expect(bench.status.deviceState == .idle)
    #expect(bench.status.commandedAmplitude == .zero)
    if let answer { bench.commands.append(.answer(answer)) }
    var strong = false
    var second = false
    for _ in 0..<8000 where bench.status.isActive {
      bench.step()
      strong = strong || bench.status.programAmplitude.millimeters > 0.55
      second = second || bench.status.programAmplitude.millimeters == 0.2
    }
    #expect(bench.status.reason == .completed)
    #expect(strong == (answer == 2))
    #expect(second == (answer == 2 || answer == 5))
  }

  @Test("an answer when nothing is asked changes nothing")
  func unasked() throws {
    let bench = try Self.bench(try Self.program(Self.question))
    #expect(bench.run(until: { $0.status.phase == .running }))
    bench.commands.append(.answer(2))
    #expect(bench.run(until: { $0.status.phase == .asking }, limit: 5000))
    bench.run(1000)
    #expect(bench.status.phase == .asking)
  }

  @Test("pain softens at once, and less pain gives back through the slew", arguments: [4, 7, 10])
  func pain(number: UInt8) throws {
    let bench = try Self.bench(
      try Self.program(
        "  - hold: {frequency: 30 Hz, amplitude: 0.6 mm, for: 20 s, on: {pain >= 6: soften 50 %}}"))
    bench.run(3000)
    #expect(abs(bench.status.commandedAmplitude.millimeters - 0.6) < 0.01)
    bench.commands.append(.pain(number))
    bench.run(20)
    let left: Float = number >= 6 ? 0.3 : 0.6
    #expect(abs(bench.status.commandedAmplitude.millimeters - left) < 0.01)
    #expect(bench.status.pain == number)
    #expect((bench.status.limiter == .pain) == (number >= 6))
    bench.commands.append(.pain(0))
    bench.run(1)
    #expect(bench.status.commandedAmplitude.millimeters < 0.6 || number < 6)
    bench.run(1000)
    #expect(abs(bench.status.commandedAmplitude.millimeters - 0.6) < 0.01)
  }

  @Test("H6: beyond the contact force the output is nothing, and the step's time goes on")
  func force() throws {
    let bench = try Self.bench(
      try Self.program(
        "  - hold: {frequency: 30 Hz, amplitude: 0.5 mm, for: 4 s, limit: force 14 N}"))
    bench.run(1500)
    #expect(bench.status.commandedAmplitude.millimeters > 0.4)
    bench.plant.press(Force(newtons: 18))
    bench.run(600)
    #expect(bench.status.contactForce.newtons > 14)
    #expect(bench.status.commandedAmplitude == .zero)
    #expect(bench.status.limiter == .force)
    #expect(bench.run(until: { !$0.status.isActive }, limit: 4000))
    #expect(bench.status.reason == .completed)
  }

  @Test("a step that lasts while the head touches ends when it does not")
  func whileContact() throws {
    let bench = try Self.bench(
      try Self.program(
        """
          - hold: {frequency: 30 Hz, amplitude: 0.5 mm, for: 60 s, while: contact}
          - rest: 1 s
        """))
    bench.run(2000)
    #expect(bench.status.phase == .running)
    bench.plant.lift(over: .milliseconds(20))
    #expect(bench.run(until: { $0.status.step == 1 || !$0.status.isActive }, limit: 1000))
    #expect(bench.status.step == 1)
  }

  @Test("a wave is what its formula says, tick by tick, and no tick allocates")
  func wave() throws {
    let program = try Self.program(
      "  - wave: {frequency: 30 Hz + 4 Hz * sin(3 Hz * t), amplitude: 0.4 mm + 0.1 mm * sin(2 Hz * t), for: 8 s}"
    )
    var counted: [UInt64] = []
    for _ in 0..<2 {
      let bench = try Self.bench(program)
      #expect(bench.run(until: { $0.status.phase == .running }))
      var least: Float = 1
      var most: Float = 0
      bench.run(1000)
      for _ in 0..<6000 {
        bench.step()
        least = min(least, bench.status.programAmplitude.millimeters)
        most = max(most, bench.status.programAmplitude.millimeters)
        let cap = program.segments[0].limits.bounds.amplitudeCap(
          at: bench.status.commandedFrequency)
        #expect(bench.status.commandedAmplitude <= cap)
      }
      #expect(abs(least - 0.3) < 0.002)
      #expect(abs(most - 0.5) < 0.002)
      counted.append(bench.allocations)
    }
    #expect(counted[1] == 0)
  }

  @Test("sweeps, pulses and repetitions run to their end")
  func flow() throws {
    let bench = try Self.bench(
      try Self.program(
        """
          - sweep: {frequency: 25 Hz to 35 Hz, amplitude: 0.3 mm, for: 2 s}
          - repeat:
              times: 2
              steps:
                - pulse: {frequency: 30 Hz, amplitude: 0.4 mm, beat: 200 ms, gap: 200 ms, for: 1 s}
                - rest: 200 ms
        """))
    #expect(bench.run(until: { !$0.status.isActive && $0.status.reason != .none }, limit: 8000))
    #expect(bench.status.reason == .completed)
    #expect(bench.status.standstill.outcome == .confirmed)
  }

  @Test("a program that leads backwards or nowhere is not sound")
  func unsound() {
    var step = Sample.drive(1)
    step.next = 0
    #expect(!EngineProgram(steps: [step], segments: [.sample]).isSound)
    step.next = 5
    #expect(!EngineProgram(steps: [step], segments: [.sample]).isSound)
    step = Sample.drive(1)
    step.drive.wave = 0
    #expect(!EngineProgram(steps: [step], segments: [.sample]).isSound)
    let ask = EngineStep(
      kind: .ask, duration: .seconds(Int64(1)), drive: .still, segment: 0, branch: 0)
    #expect(!EngineProgram(steps: [ask], segments: [.sample]).isSound)
    #expect(
      !EngineProgram(
        steps: [ask], segments: [.sample], branches: Array(repeating: 0, count: 12)
      ).isSound)
    #expect(
      EngineProgram(
        steps: [ask], segments: [.sample], branches: Array(repeating: 1, count: 12)
      ).isSound)
  }

  @Test("what a program may take is its longest way, not the sum of its branches")
  func longest() throws {
    let program = try Self.program(
      """
        - ask:
            text: Which?
            answers:
              0-4: [{hold: {frequency: 30 Hz, amplitude: 0.5 mm, for: 100 s}}]
              5-10: [{hold: {frequency: 30 Hz, amplitude: 0.4 mm, for: 90 s}}]
        - hold: {frequency: 30 Hz, amplitude: 0.3 mm, for: 20 s}
      """)
    #expect(program.energised == .seconds(Int64(120)))
    #expect(ProgramAudit.problems(of: program).isEmpty)
  }

  @Test("answers lead on for the holder's user only; more pain is anyone's to report")
  func who() throws {
    let program = try Self.program(Self.question)
    let desk = Desk()
    var undertaking = Undertaking.sample()
    undertaking.prove = { _ in .success(program) }
    _ = try #require(desk.start(undertaking))
    let (lease, _) = try #require(desk.renewing)
    let early = desk.ask(.answer(lease, 2))
    #expect(desk.errors[early] != nil)
    #expect(desk.run(until: { $0.bench.status.phase == .asking }, limit: 5000))
    let foreign = desk.ask(.answer(nil, 2), from: 2)
    #expect(desk.errors[foreign] != nil)
    let report = desk.ask(.pain(6), from: 2)
    #expect(desk.replies[report] == .done)
    desk.run(20)
    let less = desk.ask(.pain(1), from: 2)
    #expect(desk.errors[less] != nil)
    let own = desk.ask(.pain(1))
    #expect(desk.replies[own] == .done)
    let answered = desk.ask(.answer(lease, 5))
    #expect(desk.replies[answered] == .done)
    #expect(desk.run(until: { !$0.finished.isEmpty }, limit: 6000))
    #expect(desk.finished.first?.outcome == .completed)
  }

  @Test("H6: a program for more actuators than are driven is refused, and says so")
  func actuators() throws {
    var program = try Self.program(Self.question)
    program.steps[0].drive.actuator = 1
    let proved = program
    let desk = Desk()
    var undertaking = Undertaking.sample()
    undertaking.prove = { _ in .success(proved) }
    let id = try #require(desk.start(undertaking))
    guard case .programInvalid(let message, _)? = desk.errors[id] else {
      Issue.record("was started")
      return
    }
    #expect(message.contains("needs 2 actuators") && message.contains("has 1"))
  }
}

extension EngineSegment {
  fileprivate static let sample = EngineSegment(
    bounds: Sample.bounds, energisedMax: .seconds(Int64(180)))
}
