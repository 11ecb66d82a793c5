// SPDX-License-Identifier: Apache-2.0
public import Controller
public import DeviceCore
public import DeviceProtocol
public import Registers

/// What the board knows about itself and its past, out of its journal.
public struct Memory<Bus: RegisterBus> {
  public private(set) var journal: Journal<JournalFlash<Bus>>
  private let bus: Bus
  private let isWhole: Bool
  /// Faults of the device's history that the journal holds.
  private var saved: UInt32 = 0

  /// May take seconds: sectors are erased here or never.
  public init(bus: Bus) {
    self.bus = bus
    journal = Journal(memory: JournalFlash(bus: bus))
    isWhole = journal.open()
  }

  /// One more than the last start's; `fallback` without a journal.
  public func nextBoot(fallback: UInt32) -> UInt32 {
    journal.newest(.boot).map { $0.body[0] &+ 1 } ?? fallback
  }

  public mutating func note(boot: UInt32, cause: ResetCause, address: UInt32) {
    var record = JournalRecord(.boot)
    record.body[0] = boot
    record.body[1] = UInt32(cause.rawValue)
    record.body[2] = address
    _ = journal.append(record)
  }

  /// The reference device by the name it was given, else by its chip's number (RM0090 §39.1).
  public func configuration() -> (DeviceConfiguration, ForceScale) {
    var configuration = DeviceConfiguration.reference()
    configuration.flags.remove(.simulated)
    // Two samplings of 250 µs on the way, and some 200 µs in the sensor's low-pass. [E]
    configuration.actuators[0].sensorDelayMicroseconds = 450
    guard let told = journal.newest(.configuration) else {
      configuration.serial = chipName
      return (configuration, .designed)
    }
    for index in 0..<16 {
      let word = told.body[index / 4]
      configuration.serial[index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * (index % 4)))
    }
    let force = ForceScale(zeroCounts: told.body[4], micronewtonsPerCount: told.body[5])
    return (configuration, force)
  }

  private var chipName: WireText {
    var name = DeviceConfiguration.text("F405-")
    let number =
      bus.load(0x1FFF_7A10) ^ bus.load(0x1FFF_7A14) &* 31 ^ bus.load(0x1FFF_7A18) &* 961
    for place in 0..<8 {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(28 - 4 * place)) & 0xF
      name[5 + place] = digit < 10 ? 0x30 + digit : 0x37 + digit
    }
    return name
  }

  /// Gives a device the faults of its earlier boots.
  public mutating func recall<B: Body>(into massager: Massager<B>) {
    let own = massager.faultsRecorded()
    journal.newest(.fault, most: 16) { massager.recall($0.fault) }
    saved = massager.faultsRecorded() - own
  }

  /// Whether a fault waits to be kept.
  public func lags(behind recorded: UInt32) -> Bool { isWhole && saved != recorded }

  /// Keeps the oldest fault that is not kept yet; while the power stage is open, since the processor
  /// stands still for up to 0.1 ms at each word.
  public mutating func keep(_ record: FaultRecord) {
    saved &+= 1
    _ = journal.append(JournalRecord(record))
  }

  /// Which record of the history that is.
  public func oldestUnsaved(_ recorded: UInt32) -> UInt8 {
    UInt8(min(15, recorded &- saved &- 1))
  }
}
