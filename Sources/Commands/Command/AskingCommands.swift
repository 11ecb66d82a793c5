// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct AnswerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answer the question a program asks, 0 to 10.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "0 (nothing) to 10 (the worst).")
  var number: Int

  func validate() throws { try Scale.validate(number) }

  func run() async throws {
    try await global.perform { control, output in
      try await control.answer(which.device, nil, number)
      try output.show(["answered": number], ["Answered \(number)."])
    }
  }
}

struct PainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pain",
    abstract: "Say how much it hurts, 0 to 10; a program may soften by it.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Argument(help: "0 (nothing) to 10 (the worst).")
  var number: Int

  func validate() throws { try Scale.validate(number) }

  func run() async throws {
    try await global.perform { control, output in
      try await control.pain(which.device, number)
      try output.show(
        ["pain": number],
        ["Noted \(number)." + (number >= 7 ? " If it hurts, stop: 'tonus stop'." : "")])
    }
  }
}

/// The numbers that a person may say.
enum Scale {
  static let range = 0...10

  static func validate(_ number: Int) throws {
    guard range.contains(number) else {
      throw ValidationError("\(number) is not on the scale; give 0 (nothing) to 10 (the worst).")
    }
  }
}
