// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import GoldenVectors
import ProgramVectors

@main struct TonusVectors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus-vectors",
    abstract: "Writes the vectors of a protocol anew; only when its meaning has changed.",
    subcommands: [DeviceVectors.self, ProgramVectorsCommand.self])
}

struct DeviceVectors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Writes the golden vectors of the device protocol.")

  @Argument(help: "The folder they go to.", completion: .directory)
  var folder = "Protocols/device/vectors"

  func run() throws { try GoldenVectors.write(to: URL(fileURLWithPath: folder)) }
}

struct ProgramVectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "program",
    abstract: "Writes what the checker says into the vectors of the program language.",
    discussion: "A new vector begins as a file with 'about' and 'program'.")

  @Argument(help: "The folder they are in.", completion: .directory)
  var folder = "Protocols/program/vectors"

  func run() throws { try ProgramVectors.record(URL(fileURLWithPath: folder)) }
}
