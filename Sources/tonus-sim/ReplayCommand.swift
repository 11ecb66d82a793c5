// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Recording
import Simulator

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Plays a device back that 'tonusd --record' has recorded, in real time.",
    discussion: """
      It answers as was recorded and moves nothing. Where the host does otherwise it says so, and \
      ends with 1. In the project, a recording becomes a regression test by being put into \
      Tests/RecordingTests/Recordings.
      """)

  @Argument(help: "The recording.")
  var file: String

  @Option(help: "The number of the device in it.")
  var device = 0

  @Option(
    help: "The path at which hosts find the terminal; a link there is replaced, a file is not.")
  var link: String

  func run() throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ValidationError("The recording '\(file)' cannot be read. Check the path.")
    }
    let devices = Recording.devices(text)
    guard devices.isEmpty || devices.contains(device) else {
      throw ValidationError(
        "--device \(device) is not in the recording; there are \(devices.map(String.init).joined(separator: ", "))."
      )
    }
    let recording = try Recording(text: text, device: device)
    var hasDeviated = false
    try serving { () throws(SimulatorError) in
      var replay = try ReplayDevice(recording, link: link)
      let signal = replay.serve()
      hasDeviated = replay.hasDeviated
      return signal
    }
    if hasDeviated { throw ExitCode.failure }
  }
}
