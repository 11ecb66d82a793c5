// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Programs

struct DriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drive",
    abstract: "Drive one muscle live, by setpoints from standard input.",
    discussion: """
      One setpoint to a line, frequency and peak-to-peak amplitude: '40Hz 0.8mm', or \
      '40Hz 0.8mm 2s' to hold it for two seconds instead of 250 ms; 0mm keeps still. As JSON: \
      {"frequency": 40, "amplitude": 0.8, "forMs": 2000}. Blank lines and what follows a # are \
      left out. With --both-actuators a line may name the one it is for, '1: 40Hz 0.8mm' or \
      "actuator": 1; 0 unless it does. Each holds its own, and keeps still when that is over.

      From a pipe the newest line counts, at most 100 a second; when none comes in time, the \
      device ramps down and disarms, and the session ends. From a file the lines follow each \
      other, each for as long as it holds. No line may exceed --max or the muscle's envelope: \
      such a line is named and not driven.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption
  @OptionGroup var consent: ConsentOptions

  @Argument(help: "A zone (multifidus-lumbar@L5-S1:left) or a common name.")
  var zone: [String]

  @Option(
    help: ArgumentHelp("The greatest amplitude of any setpoint, peak to peak.", valueName: "mm"))
  var max: String

  @Option(name: .customLong("for"), help: ArgumentHelp("How long at most.", valueName: "time"))
  var duration: String

  @Option(help: ArgumentHelp("left or right, where the zone does not say.", valueName: "side"))
  var side: String?

  @Option(
    help: ArgumentHelp("The level of a muscle along the spine: L4, L5-S1.", valueName: "level"))
  var level: String?

  @Option(
    help: ArgumentHelp("The zone's way of being treated; its first unless named.", valueName: "id"))
  var profile: String?

  @Flag(help: "Drive both actuators of a device that has two.")
  var bothActuators = false

  @Flag(help: "Only say what the stream would be held to.")
  var dryRun = false

  func validate() throws {
    if let side, !["left", "right"].contains(side) {
      throw ValidationError("--side '\(side)' is not possible; a stream drives left or right.")
    }
    _ = try live()
  }

  private func live() throws -> Control.Live {
    Control.Live(
      amplitudeMax: try Self.quantity(max, "--max", .amplitude, "1mm"),
      seconds: try Self.quantity(duration, "--for", .time, "60s"), profile: profile,
      actuators: bothActuators ? 2 : nil)
  }

  private static func quantity(
    _ text: String, _ option: String, _ dimension: QuantityUnit.Dimension, _ example: String
  ) throws -> Double {
    switch Quantity.read(text) {
    case .success(let quantity)
    where quantity.unit.dimension == dimension && quantity.unit != .percent:
      return quantity.standardValue
    case .success:
      throw ValidationError(
        "\(option) '\(text)' is not \(dimension.named); give one as in \(example).")
    case .failure(let problem):
      throw ValidationError("\(option): \(problem.message); give it as in \(example).")
    }
  }

  func run() async throws {
    let target = Target(
      target: zone.joined(separator: " "), side: side, level: level, live: try live())
    if dryRun {
      return try await global.perform { control, output in
        let plan = try await control.check(target, consent.subject, which.device)
        try output.show(
          plan,
          PlanText.lines(plan, style: output.style)
            + ["", output.style.green("Within its limits; nothing has moved.")])
      }
    }
    let input = try SetpointInput.standard()
    // Standard input is taken by the setpoints: keys come from the terminal itself, if there is one.
    let keyboard = TerminalKeyboard()
    let request = RunRequest(
      target: target, subject: consent.subject, device: which.device, answers: consent.answers,
      yes: consent.yes, setpoints: input, speed: global.speed ?? 1)
    let terminal = Terminal.standard(isInputTerminal: keyboard != nil)
    try await global.run(
      request, output: Output(terminal: terminal, isJSON: global.json),
      keyboard: keyboard ?? StandardKeyboard())
  }
}
