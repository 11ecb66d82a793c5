// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation

/// How a zone is to be treated.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("left, right or both in turn.", valueName: "side"))
  var side: String?

  @Option(
    help: ArgumentHelp("The level of a muscle along the spine: L4, L5-S1.", valueName: "level"))
  var level: String?

  @Option(help: ArgumentHelp("1 to 10, tenths of today's limit; 4 unless given.", valueName: "i"))
  var intensity: Int?

  func validate() throws {
    if let side, !["left", "right", "both"].contains(side) {
      throw ValidationError("--side '\(side)' is not known; give left, right or both.")
    }
    if let intensity, !(1...10).contains(intensity) {
      throw ValidationError("--intensity \(intensity) is not possible; give 1 to 10.")
    }
  }

  /// The longest program file that is read, in bytes.
  static let programLimit = 1_048_576

  /// A file where the words name one, else what the daemon knows by them.
  func target(_ words: [String]) throws(CommandFailure) -> Target {
    let text = words.joined(separator: " ")
    guard Self.looksLikeFile(text) else {
      return Target(target: text, side: side, level: level, intensity: intensity)
    }
    return Target(
      program: try Self.program(text), programName: text, side: side, level: level,
      intensity: intensity)
  }

  /// A path, a YAML name, or something that is there.
  static func looksLikeFile(_ text: String) -> Bool {
    text == "-" || text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  static func program(_ path: String) throws(CommandFailure) -> String {
    func failure(_ why: String) -> CommandFailure {
      CommandFailure(name: "ProgramInvalid", message: why, exit: .data)
    }
    let file: FileHandle
    if path == "-" {
      file = .standardInput
    } else if let opened = FileHandle(forReadingAtPath: path) {
      file = opened
    } else {
      throw failure("The program '\(path)' cannot be read; check the path.")
    }
    guard let data = try? file.read(upToCount: programLimit + 1) else {
      throw failure("The program '\(path)' cannot be read; check that it is a file.")
    }
    guard data.count <= programLimit else {
      throw failure("The program '\(path)' is longer than 1 MiB; split it.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw failure("The program '\(path)' is not UTF-8 text; save it as UTF-8.")
    }
    return text
  }
}
