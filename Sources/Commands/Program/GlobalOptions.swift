// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Daemon

/// What every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Print JSON, one object to a line, for programs.")
  var json = false

  @Option(help: ArgumentHelp("Talk to the daemon at this socket.", valueName: "path"))
  var socket: String?

  @Flag(
    help:
      "Run everything in this process against a simulated device, with records that are thrown away."
  )
  var simulate = false

  @Option(
    help: ArgumentHelp("With --simulate: session seconds per second, 1 to 1000.", valueName: "n"))
  var speed: Double?

  @Option(
    help: ArgumentHelp("With --simulate: actuators of the device, 1 or 2.", valueName: "n"))
  var actuators: Int?

  func validate() throws {
    if let speed {
      guard simulate else {
        throw ValidationError("--speed is for simulation; add --simulate.")
      }
      guard speed >= 1, speed <= 1000 else {
        throw ValidationError("--speed \(speed) is not possible; give 1 to 1000.")
      }
    }
    if let actuators {
      guard simulate else {
        throw ValidationError("--actuators is for simulation; add --simulate.")
      }
      guard (1...EmbeddedDaemon.actuatorsMost).contains(actuators) else {
        throw ValidationError(
          "--actuators \(actuators) is not possible; give 1 to \(EmbeddedDaemon.actuatorsMost).")
      }
    }
    if simulate, socket != nil {
      throw ValidationError("--simulate has its own daemon; leave out --socket.")
    }
  }

  /// Moves the global options that stand before the command to behind it, where it reads them.
  static func hoisted(_ arguments: [String]) -> [String] {
    var moved: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      if argument == "--json" || argument == "--simulate" || argument.hasPrefix("--socket=")
        || argument.hasPrefix("--speed=") || argument.hasPrefix("--actuators=")
      {
        moved.append(argument)
        index += 1
      } else if ["--socket", "--speed", "--actuators"].contains(argument) {
        moved += arguments[index..<min(index + 2, arguments.count)]
        index += 2
      } else {
        break
      }
    }
    guard !moved.isEmpty, index < arguments.count, !arguments[index].hasPrefix("-") else {
      return arguments
    }
    return [arguments[index]] + moved + arguments[(index + 1)...]
  }
}
