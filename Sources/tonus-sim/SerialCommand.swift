// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Simulator

struct SerialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serial",
    abstract: "Serves a simulated device on a pseudo-terminal, in real time.",
    discussion: """
      Faults happen as scheduled with --fault, or as typed while it runs, a line each: \
      lift, press 15, set-down, freeze, unplug … Of several devices the first one hears them.
      """)

  @Option(
    help: "The path at which hosts find the terminal; a link there is replaced, a file is not.")
  var link: String

  @Option(
    help: "How many devices, 1 to 64; device 2 is at LINK.2, its serial number ends with -2.")
  var count = 1

  @OptionGroup var options: DeviceOptions

  func validate() throws {
    guard (1...64).contains(count) else {
      throw ValidationError("--count \(count) is not within 1 to 64.")
    }
    try DeviceOptions.check(serial: options.serial(of: count))
  }

  func run() throws {
    let settings = try (1...count).map { try options.settings(number: $0) }
    try serving { () throws(SimulatorError) in
      var fleet = try PtyFleet(settings, link: link, truth: options.truth)
      return try fleet.serve()
    }
  }
}
