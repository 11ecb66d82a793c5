// SPDX-License-Identifier: Apache-2.0
public import ArgumentParser

/// `tonus-bench`: one subcommand per benchmark, each in a file of its own.
///
/// With `--json` a benchmark prints one JSON object a line, `{"key": …, "value": …}`.
public struct BenchCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "tonus-bench", abstract: "Measures what the README and the documents state.",
    subcommands: [
      RegulatorCommand.self, StepTimeCommand.self, TickCommand.self, StopCommand.self,
      StandstillCommand.self, LinksCommand.self,
      ProgramCommand.self, ZonesCommand.self, ProcessorCommand.self, AllocationsCommand.self,
      SimulationCommand.self, LedgerCommand.self,
      AllCommand.self,
    ])

  public init() {}
}
