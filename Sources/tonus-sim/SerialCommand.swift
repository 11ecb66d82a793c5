// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Simulator

struct SerialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serial",
    abstract: "Serves a simulated device on a pseudo-terminal, in real time.",
    discussion: """
      Faults happen as scheduled with --fault, or as typed while it runs, a line each: \
      lift, press 15, set-down, freeze, unplug …
      """)

  @Option(
    help: "The path at which hosts find the terminal; a link there is replaced, a file is not.")
  var link: String

  @OptionGroup var options: DeviceOptions

  func run() throws {
    let settings = try options.settings()
    try serving { () throws(SimulatorError) in
      var device = try PtyDevice(settings, link: link, truth: options.truth)
      return try device.serve()
    }
  }
}
