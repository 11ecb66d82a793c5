// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Conformance
import ConformanceLines
import Foundation
import Links

struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus-conformance",
    abstract: "Examines whether a device keeps the rules of Protocols/device.",
    discussion: """
      Each rule is of a section of the protocol document and is looked at by itself: what was sent, \
      what should have come, what came. Rules that need the head to move are left out until you \
      agree to that. Take the massager OFF THE BODY and lay it down first; pulling its cable ends \
      everything.

      Ends with 0 when no rule failed, 65 when one did, 69 when there is no device.
      """)

  @Argument(help: "serial:PATH, usb, usb:SERIAL-NUMBER, or sim for a simulated one, at once.")
  var device: Target

  @Flag(help: "Agree that the head moves. Without it you are asked, where somebody can answer.")
  var motion = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  @Option(help: "Only rules whose names begin so, '11.3' or '11.3.future'; may be given again.")
  var only: [String] = []

  @Option(help: "A second way to the same device, serial:PATH; on USB its serial line is found.")
  var second: Target?

  @Flag(help: "The device was just switched on and nobody has spoken to it: §11.1 can be seen.")
  var untouched = false

  @Flag(help: "The device's clock is an emulator's: rules about the wall's time are left out.")
  var emulated = false

  @Option(
    help: ArgumentHelp("For sim: the rule it breaks, by its name.", valueName: "rule"))
  var broken: String?

  func validate() throws {
    for prefix in only where !Rule.all.contains(where: { $0.name.hasPrefix(prefix) }) {
      throw ValidationError(
        "--only '\(prefix)' is no rule. The names are: \(Rule.all.map(\.name).joined(separator: " "))"
      )
    }
  }

  func run() throws {
    let lines: Lines
    do {
      lines = try Lines(device, second: second, broken: broken)
    } catch let error as LinkError {
      throw missing("\(error)")
    }
    let options = ConformanceOptions(
      mayMove: motion || device == .simulated || Consent.ask(),
      isEmulated: emulated, isUntouched: untouched || device == .simulated,
      seed: device == .simulated ? 1 : UInt64.random(in: 0 ... .max), only: only)
    let examination = Examination(lines.main, second: lines.second, options: options)
    // A device that was not greeted yet shows whether it is silent until then.
    guard options.isUntouched || examination.findsDevice() else {
      throw missing("Nothing at '\(device)' answers a hello.")
    }
    let report = examination.run { result in
      if !json { print(Report.line(result)) }
    }
    guard report.device != nil || !report.failed.isEmpty else {
      throw missing("Nothing at '\(device)' answers a hello.")
    }
    print(json ? try Report.json(report) : Report.summary(report))
    if !report.failed.isEmpty { throw ExitCode(65) }
  }

  /// Says why there is no device; with what the program ends then.
  private func missing(_ why: String) -> ExitCode {
    FileHandle.standardError.write(Data((why + "\n").utf8))
    return ExitCode(69)
  }
}
