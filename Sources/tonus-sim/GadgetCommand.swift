// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Simulator

struct GadgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gadget",
    abstract: "Serves a simulated device behind the functions of a Linux USB gadget, in real time.",
    discussion: """
      The gadget is made in configfs, with a HID function of the report descriptor in \
      Protocols/device and an ACM function; these nodes are its device's ends.
      """)

  @Option(help: "The node of the HID function.")
  var hid = "/dev/hidg0"

  @Option(help: "The node of the ACM function.")
  var acm = "/dev/ttyGS0"

  @OptionGroup var options: DeviceOptions

  func run() throws {
    let settings = try options.settings()
    try serving { () throws(SimulatorError) in
      var device = try GadgetDevice(settings, hid: hid, serial: acm, truth: options.truth)
      return try device.serve()
    }
  }
}
