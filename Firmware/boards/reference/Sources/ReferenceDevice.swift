// SPDX-License-Identifier: Apache-2.0
import CReferenceBoard
import CStartup
import Composite
import Controller
import DeviceCore
import DeviceProtocol
import Quantities
import ReferenceBoard
import Registers
import ResetCauses
import STM32F405
import USBDevice

/// The reference board: three interrupt levels around one massager.
///
/// The converters' end begins the accelerometers' readings, and their end is the control step; below it
/// comes USB, and last the main loop, which keeps the history.
final class ReferenceDevice {
  private let bus = MemoryBus()
  private let hardware: Hardware<MemoryBus>
  private let massager: Massager<CoilAndSensors<MemoryBus>>
  private let serial = SerialConversation()
  private let reports = ReportConversation()
  private let usb: CompositeDevice<MemoryBus>
  private let interrupts = InterruptController(bus: MemoryBus())
  private let watchdog = IndependentWatchdog(bus: MemoryBus())
  private var memory: Memory<MemoryBus>
  private var retained: RetainedMemory
  private var periodsDue: UInt32 = 0

  init() {
    hardware = Hardware(bus: bus, buffers: (head: sensor_buffer(0), housing: sensor_buffer(1)))
    let cause = ResetCause(flags: ResetFlags.take(from: bus), lastWords: last_words().cause)
    // Without its crystal a board never gets further than this.
    guard hardware.start() else { reset_because(UInt32(ResetCause.trap.rawValue)) }
    memory = Memory(bus: bus)
    let boot = memory.nextBoot(fallback: last_words().resets &+ 1)
    memory.note(boot: boot, cause: cause, address: last_words().address)
    let (configuration, force) = memory.configuration()
    unsafe retained = RetainedMemory(retained_slot(0), retained_slot(1))
    massager = Massager(
      configuration: configuration, resetCause: cause, bootID: boot, retained: retained.found(),
      body: CoilAndSensors(hardware: hardware, force: force), period: .microseconds(250))
    memory.recall(into: massager)
    usb = CompositeDevice(
      bus: bus, descriptors: USBDescriptors(serial: configuration.serial), serial: serial,
      reports: reports)
  }

  func start() {
    // A device without a line does nothing, which is what it shall do then.
    _ = usb.start()
    interrupts.enable(.adc, priority: 0)
    interrupts.enable(.dma2Stream0, priority: 1)
    interrupts.enable(.usb, priority: 4)
    watchdog.start(milliseconds: 100)
  }

  /// Highest level, every 250 µs: some microseconds of DMA, then comes the control step.
  func sample() {
    hardware.analog.acknowledge()
    periodsDue &+= 1
    hardware.head.begin()
    hardware.housing.begin()
  }

  func control() {
    let periods = periodsDue
    periodsDue = 0
    massager.hear(reports)
    let hasBytes = massager.step(serial, periods: periods)
    let hasReport = massager.say(reports)
    if hasBytes || hasReport { interrupts.pend(.usb) }
    if massager.isAtMillisecond { retained.keep(massager.retain()) }
    // A loop that cannot keep pace is not healthy: then nobody feeds.
    if periods <= 4 { watchdog.feed() }
  }

  func serve() { usb.serve() }

  /// Lowest level: a fault a turn goes into the journal, while no current can flow.
  func keepHouse() {
    interrupts_off()
    let recorded = massager.faultsRecorded()
    let isOpen = !massager.body.isPowered
    let record = massager.faultRecord(memory.oldestUnsaved(recorded))
    interrupts_on()
    if isOpen, memory.lags(behind: recorded) { memory.keep(record) }
  }
}
