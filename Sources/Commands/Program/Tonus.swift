// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import ArgumentParser

/// The root of the command line.
struct Tonus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus",
    abstract: "Drives a handheld vibration massager: pick a muscle, run a preset, feel safe.",
    discussion: """
      --json, --socket, --simulate, --speed and --actuators may stand before or after the command.
      Tonus is not a medical device; it claims no cure. When in doubt, ask a doctor first.
      """,
    subcommands: [
      DevicesCommand.self, ZonesCommand.self, ShowCommand.self, PresetsCommand.self,
      PlansCommand.self, PlanCommand.self,
      RunCommand.self, DriveCommand.self, CheckCommand.self,
      PlotCommand.self, ImportCommand.self, StopCommand.self, PauseCommand.self,
      ResumeCommand.self, SoftenCommand.self, StrongerCommand.self, GoOnCommand.self,
      AnswerCommand.self, PainCommand.self,
      ClearCommand.self, StatusCommand.self, HistoryCommand.self, ScreenCommand.self,
      DiaryCommand.self, ExportCommand.self,
      RestoreCommand.self,
      TimingsCommand.self, DoctorCommand.self,
    ])

  /// What commands are called.
  static var names: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}
