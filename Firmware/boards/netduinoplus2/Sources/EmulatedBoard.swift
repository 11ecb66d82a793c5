// SPDX-License-Identifier: Apache-2.0
import CBoard
import CStartup
import Controller
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import Registers
import ResetCauses
import STM32F405

/// The reference board with a simulated actuator: three interrupt levels around one massager.
///
/// The tick is the world and its watchdog; below it the control step, the serial line, and last the
/// console. Timers of this emulator fire again at wrong moments, so that the core's own tick paces it.
@safe final class EmulatedBoard {
  static var clockHertz: UInt32 { 168_000_000 }
  static var periodTicks: UInt32 { clockHertz / 4000 }

  let massager: Massager<CoilAndSensors>
  let line = SerialConversation()
  let resetCause: ResetCause
  private let systemTick = SystemTick(bus: MemoryBus())
  private let port = SerialPort(bus: MemoryBus(), registers: .usart1)
  private let interrupts = InterruptController(bus: MemoryBus())
  private let watchdog = IndependentWatchdog(bus: MemoryBus())
  private let world: UnsafeMutablePointer<World>
  private var loopWatchdog = LoopWatchdog(patience: 400)
  private var retained: RetainedMemory
  private var periodsDue: UInt32 = 0
  private var hasFinished = false
  /// Control steps that came a period late or more.
  private(set) var late: UInt32 = 0
  /// The longest control step, in ticks of the core's clock.
  private(set) var worstTicks: UInt32 = 0
  /// What the console makes the next control step do.
  var misbehaviour: ControllerOrder?

  init() {
    let words = last_words()
    let cause = ResetCause(
      flags: ResetFlags.take(from: MemoryBus()), lastWords: words.cause)
    resetCause = cause
    unsafe retained = RetainedMemory(retained_slot(0), retained_slot(1))
    precondition(MemoryLayout<World>.size <= 768)
    unsafe world = World.resumed(in: world_memory(), anew: cause == .powerOn)
    var configuration = DeviceConfiguration.reference(serial: "QEMU-1")
    configuration.fastestPeriodMilliseconds = 10
    massager = unsafe Massager(
      configuration: configuration, resetCause: cause, bootID: words.resets &+ 1,
      retained: retained.found(), body: CoilAndSensors(world: world),
      period: Plant.stepInterval)
  }

  func start() {
    port.start(clockHertz: EmulatedBoard.clockHertz / 2, baud: 1_000_000)
    interrupts.enable(.tim5, priority: 1)
    interrupts.enable(.usart1, priority: 4)
    watchdog.start(milliseconds: 100)
    systemTick.start(every: EmulatedBoard.periodTicks)
  }

  /// Highest level, every 250 µs: the world goes on whatever the controller does.
  func tick() {
    unsafe world.pointee.advance(powered: power_stage_is_closed())
    if hasFinished { loopWatchdog.feed() }
    hasFinished = false
    if loopWatchdog.tick() { reset_because(UInt32(ResetCause.watchdog.rawValue)) }
    periodsDue &+= 1
    interrupts.pend(.tim5)
  }

  /// One control step, right after its tick.
  func control() {
    let begin = systemTick.count
    if let misbehaviour { misbehave(misbehaviour) }
    let periods = periodsDue
    periodsDue = 0
    if periods > 1 { late &+= periods - 1 }
    if massager.step(line, periods: periods) { interrupts.pend(.usart1) }
    if massager.isAtMillisecond { retained.keep(massager.retain()) }
    let end = systemTick.count
    let spent = begin >= end ? begin - end : begin + EmulatedBoard.periodTicks - end
    if spent > worstTicks { worstTicks = spent }
    // A loop that cannot keep pace is not healthy: then nobody feeds.
    guard periods <= 4 else { return }
    hasFinished = true
    watchdog.feed()
  }

  /// The serial line, when bytes came or something is to be said.
  func serve() {
    // A line that never falls silent must not keep what is to be said.
    for _ in 0..<16 {
      guard let byte = port.receive() else { break }
      line.receive(byte)
    }
    // On a chip two bytes fit and TXE asks for more; the emulator takes all and raises no TXE.
    for _ in 0..<512 where port.isReadyToTransmit {
      guard let byte = line.nextByte() else {
        port.wantsToTransmit(false)
        return
      }
      port.transmit(byte)
    }
    port.wantsToTransmit(true)
  }

  func obey(_ order: WorldOrder, _ value: Float) {
    interrupts_off()
    unsafe world.pointee.obey(order, value)
    interrupts_on()
  }

  func markCause() {
    interrupts_off()
    unsafe world.pointee.mark()
    interrupts_on()
  }

  var truth: World { unsafe world.pointee }

  private func misbehave(_ order: ControllerOrder) {
    switch order {
    case .stall: stall()
    case .trap: preconditionFailure()
    case .overflow: overflow_stack()
    case .brownOut: reset_because(UInt32(ResetCause.brownOut.rawValue))
    case .allocate, .report: return
    }
  }
}
