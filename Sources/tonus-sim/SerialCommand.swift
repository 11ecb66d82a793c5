// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Plant
import Quantities
import Simulator

struct SerialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serial",
    abstract: "Serves a simulated device on a pseudo-terminal, in real time.",
    discussion: """
      Faults happen as scheduled with --fault, or as typed while it runs, a line each: \
      lift, press 15, set-down, freeze, unplug …
      """)

  @Option(
    help: "The path at which hosts find the terminal; a link there is replaced, a file is not.")
  var link: String

  @Option(help: "The seed of noise, tremor and bad links.")
  var seed: UInt64 = 1

  @Option(help: "What the head is on: relaxed, normal, tense or bony.")
  var load: LoadName = .normal

  @Option(help: "The force it is pressed with, in newtons: 0.5 to 50.")
  var preload: Float = 10

  @Option(help: "The serial number it says it has, at most 16 characters.")
  var serial = "SIM-T1"

  @Option(help: "A fault as NAME@SECONDS or NAME@SECONDS=VALUE; may be given again.")
  var fault: [String] = []

  @Option(help: "A file for the plant's own account of when the head moved.")
  var truth: String?

  func validate() throws {
    guard preload >= 0.5, preload <= 50 else {
      throw ValidationError("--preload \(preload) is not within 0.5 to 50 N.")
    }
    guard !serial.isEmpty, serial.utf8.count <= 16,
      serial.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw ValidationError("--serial '\(serial)' is not 1 to 16 printable ASCII characters.")
    }
    do {
      for item in fault { _ = try ScheduledFault(argument: item) }
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let settings = SimulatedDeviceSettings(
      serial: serial, load: load.load, preload: Force(newtons: preload), seed: seed,
      faults: try fault.map { try ScheduledFault(argument: $0) })
    var status: Int32 = 0
    do throws(SimulatorError) {
      var device = try PtyDevice(settings, link: link, truth: truth)
      status = try device.serve()
    } catch {
      error.tell()
      // EX_CANTCREAT of sysexits.h.
      throw ExitCode(73)
    }
    if status == SIGINT { throw ExitCode(130) }
  }
}

/// The loads a command line may name.
enum LoadName: String, ExpressibleByArgument, CaseIterable {
  case relaxed, normal, tense, bony

  var load: Load {
    switch self {
    case .relaxed: .relaxed
    case .normal: .normal
    case .tense: .tense
    case .bony: .bony
    }
  }
}
