// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Simulator

struct FaultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faults",
    abstract: "Lists what can go wrong, with the value meant when none is given.",
    discussion: "Give them as --fault NAME@SECONDS[=VALUE], or type NAME [VALUE] while it runs.")

  func run() { print(Fault.list) }
}
