// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import GoldenVectors

@main struct TonusVectors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus-vectors",
    abstract: "Writes the golden vectors of the device protocol anew; only when it has changed.")

  @Argument(help: "The folder they go to.", completion: .directory)
  var folder = "Protocols/device/vectors"

  func run() throws { try GoldenVectors.write(to: URL(fileURLWithPath: folder)) }
}
