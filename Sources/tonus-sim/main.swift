// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

struct TonusSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus-sim",
    abstract: "A simulated massager that behaves like one.",
    subcommands: [
      SerialCommand.self, USBCommand.self, GadgetCommand.self, ReplayCommand.self,
      FaultsCommand.self,
    ])
}

TonusSim.main()
