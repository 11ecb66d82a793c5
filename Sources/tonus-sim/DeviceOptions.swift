// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import DeviceCore
import Plant
import Quantities
import Simulator

/// What a simulated device is, whatever it is attached to.
struct DeviceOptions: ParsableArguments {
  @Option(help: "The seed of noise, tremor and bad links.")
  var seed: UInt64 = 1

  @Option(help: "What the head is on: relaxed, normal, tense or bony.")
  var load: LoadName = .normal

  @Option(help: "The force it is pressed with, in newtons: 0.5 to 50.")
  var preload: Float = 10

  @Option(
    name: [.customLong("serial"), .customLong("serial-number")],
    help: "The serial number it says it has, at most 16 characters.")
  var serial = "SIM-T1"

  @Option(help: "A fault as NAME@SECONDS or NAME@SECONDS=VALUE; may be given again.")
  var fault: [String] = []

  @Option(help: "A file for the plant's own account of when the head moved.")
  var truth: String?

  @Option(
    help: "The shortest period of telemetry and setpoints it grants, in milliseconds: 1 to 100.")
  var period: UInt8 = 1

  @Option(
    help: "The rule of the protocol it breaks, by its name in tonus-conformance: 11.3.future.")
  var broken: String?

  @Option(help: "How many actuators it has: 1 or 2, each on a plant of its own.")
  var actuators = 1

  func validate() throws {
    let most = DeviceConfiguration.actuatorsMost
    guard (1...most).contains(actuators) else {
      throw ValidationError("--actuators \(actuators) is not within 1 to \(most).")
    }
    guard preload >= 0.5, preload <= 50 else {
      throw ValidationError("--preload \(preload) is not within 0.5 to 50 N.")
    }
    guard (1...100).contains(period) else {
      throw ValidationError("--period \(period) is not within 1 to 100 ms.")
    }
    try Self.check(serial: serial)
    do {
      _ = try broken.map { try BrokenRule(name: $0) }
      for item in fault {
        let actuator = try ScheduledFault(argument: item).actuator
        guard actuator < actuators else {
          throw FaultError("'\(item)' is for actuator \(actuator), and there are \(actuators).")
        }
      }
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// - Parameters:
  ///   - number: counts devices that are served together, from 1 on.
  ///   - serial: a serial number that is not the one of this number.
  func settings(number: Int = 1, serial: String? = nil) throws -> SimulatedDeviceSettings {
    var settings = SimulatedDeviceSettings(
      serial: serial ?? self.serial(of: number), load: load.load, preload: Force(newtons: preload),
      seed: seed &+ UInt64(number - 1), faults: try fault.map { try ScheduledFault(argument: $0) },
      actuators: actuators)
    settings.device.fastestPeriodMilliseconds = period
    settings.broken = try broken.map { try BrokenRule(name: $0) }
    return settings
  }

  func serial(of number: Int) -> String { number == 1 ? serial : "\(serial)-\(number)" }

  static func check(serial: String) throws {
    guard !serial.isEmpty, serial.utf8.count <= 16,
      serial.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw ValidationError("--serial '\(serial)' is not 1 to 16 printable ASCII characters.")
    }
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
