// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Programs

/// How a zone is to be treated.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("left, right or both in turn.", valueName: "side"))
  var side: String?

  @Option(
    help: ArgumentHelp("The level of a muscle along the spine: L4, L5-S1.", valueName: "level"))
  var level: String?

  @Option(help: ArgumentHelp("1 to 10, tenths of today's limit; 4 unless given.", valueName: "i"))
  var intensity: Int?

  @Option(
    help: ArgumentHelp(
      "Give a program's parameter a value, as in work=35Hz; intensity=4 as well.",
      valueName: "name=value"))
  var set: [Assignment] = []

  func validate() throws {
    if let side, !["left", "right", "both"].contains(side) {
      throw ValidationError("--side '\(side)' is not known; give left, right or both.")
    }
    if let intensity, !(1...10).contains(intensity) {
      throw ValidationError("--intensity \(intensity) is not possible; give 1 to 10.")
    }
  }

  /// A file where the words name one, else what the daemon knows by them.
  func target(_ words: [String]) throws(CommandFailure) -> Target {
    let text = words.joined(separator: " ")
    let given = try setIntensity()
    var target = Target(side: side, level: level, intensity: intensity ?? given)
    let values = values
    target.values = values.isEmpty ? nil : values
    guard ProgramFile.isMeant(by: text) else {
      target.target = text
      return target
    }
    var bundle = try ProgramFile.bundle(text)
    target.program = bundle.files.removeValue(forKey: bundle.main)
    target.programName = bundle.main
    target.files = bundle.files.isEmpty ? nil : bundle.files
    return target
  }

  /// What `--set` gives to the program's parameters.
  private var values: [String: String] {
    var values: [String: String] = [:]
    for assignment in set where assignment.name != "intensity" {
      values[assignment.name] = assignment.value
    }
    return values
  }

  private func setIntensity() throws(CommandFailure) -> Int? {
    guard let text = set.last(where: { $0.name == "intensity" })?.value else { return nil }
    guard let intensity = Int(text), (1...10).contains(intensity) else {
      throw CommandFailure(
        name: "Usage", message: "--set intensity=\(text) is not possible; give 1 to 10.",
        exit: .usage)
    }
    return intensity
  }
}

/// `--set work=35Hz`.
struct Assignment: Hashable, Sendable, ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    name = String(parts[0])
    value = String(parts[1])
  }
}
