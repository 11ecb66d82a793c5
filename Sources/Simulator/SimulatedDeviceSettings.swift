// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities

/// What a simulated device is made of, and what will go wrong with it.
public struct SimulatedDeviceSettings: Sendable {
  /// `[E]` How long the hardware watchdog waits for the firmware before it opens the second switch.
  public static var watchdog: Interval { .milliseconds(100) }

  public var device: DeviceConfiguration
  /// Each actuator has one of its own.
  public var plant: PlantParameters
  public var seed: UInt64
  public var faults: [ScheduledFault]
  /// What the wire takes each way, and by how much that varies.
  public var latency = Interval.zero
  public var jitter = Interval.zero
  /// By how many parts in a million the device's quartz is off.
  public var driftPartsPerMillion: Int64 = 0
  /// What is wrong with the firmware; nil for sound firmware.
  public var defect: FirmwareDefect?
  /// Which rule of the protocol it breaks; nil for a device that keeps them all.
  public var broken: BrokenRule?

  /// The reference device on a body, unless told otherwise.
  public init(
    serial: String = "SIM-T1", load: Load = .normal, preload: Force = Force(newtons: 10),
    seed: UInt64 = 1, faults: [ScheduledFault] = [], actuators: Int = 1
  ) {
    device = .reference(actuators: actuators)
    device.serial = Self.text(serial)
    device.model = Self.text("Tonus simulated")
    plant = .reference(load: load, preload: preload)
    self.seed = seed
    self.faults = faults
  }

  /// The serial number the device says it has.
  public var serialNumber: String {
    String(decoding: (0..<16).map { device.serial[$0] }.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The first sixteen printable characters, as the wire carries them.
  static func text(_ string: String) -> WireText {
    var text = WireText(repeating: 0)
    let printable = string.utf8.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(16)
    for (index, character) in printable.enumerated() { text[index] = character }
    if printable.isEmpty { text[0] = UInt8(ascii: "?") }
    return text
  }
}
