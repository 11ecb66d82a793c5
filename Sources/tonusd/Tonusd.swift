// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Daemon

@main struct Tonusd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonusd", abstract: "Drives vibration massagers for 'tonus' and other clients.")

  @Option(
    help: ArgumentHelp(
      "A device: usb (all there are), usb:SERIAL, serial:PATH, sim:t1 or sim:t2 (two actuators); repeatable. Default: usb.",
      valueName: "device"))
  var device: [String] = []
  @Option(help: "Path of the control socket.") var socket: String?
  @Option(help: "Directory of the records.") var state: String?
  @Option(help: "YAML file with devices, socket, state and group.") var config: String?
  @Option(help: "Group that may use the socket.") var group: String?

  @Option(help: ArgumentHelp("Record every message and tick to this file.", valueName: "file"))
  var record: String?

  func run() async throws {
    var options = DaemonOptions()
    (options.devices, options.socket, options.state) = (device, socket, state)
    (options.config, options.group, options.record) = (config, group, record)
    await DaemonProgram.main(options)
  }
}
