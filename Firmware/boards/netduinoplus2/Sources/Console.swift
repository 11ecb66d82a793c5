// SPDX-License-Identifier: Apache-2.0
import CStartup
import Controller
import DeviceProtocol
import Plant
import Quantities
import Registers
import STM32F405

/// The emulated board's second serial line: orders in, what is really there out.
///
/// Housekeeping level; nothing else waits for it.
final class Console {
  private let board: EmulatedBoard
  private let port = SerialPort(bus: MemoryBus(), registers: .usart2)
  private var line = ConsoleLine()
  private var extra: Ring<UInt8>?

  init(_ board: EmulatedBoard) {
    self.board = board
    port.start(clockHertz: EmulatedBoard.clockHertz / 4, baud: 1_000_000)
  }

  func serve() {
    for _ in 0..<64 {
      guard let byte = port.receive() else { return }
      line.push(byte)
      if line.isWhole { obey() }
    }
  }

  private func obey() {
    for order in WorldOrder.allCases where line.says(order.name) {
      let given = line.number ?? order.value.usual
      guard order.value.range.contains(given) else { return say("refused\n") }
      board.obey(order, given)
      return say("ok\n")
    }
    for order in ControllerOrder.allCases where line.says(order.name) { return obey(order) }
    say("unknown\n")
  }

  private func obey(_ order: ControllerOrder) {
    switch order {
    case .report: report()
    case .allocate: extra = Ring(capacity: 8)
    case .brownOut, .stall, .trap, .overflow:
      say("ok\n")
      board.markCause()
      board.misbehaviour = order
    }
  }

  private func report() {
    let world = board.truth
    let massager = board.massager
    let now = massager.now
    say("world", world.steps / 4)
    say("moving", world.motion.isMoving ? 1 : 0)
    say("moved", UInt32(truncatingIfNeeded: world.motion.lastMotion.nanoseconds / 1_000_000))
    say("caused", world.caused / 4)
    say("clock", UInt32(truncatingIfNeeded: now.nanoseconds / 1_000_000))
    say("stop-taken", UInt32(truncatingIfNeeded: massager.stopTaken.nanoseconds / 1_000_000))
    say(
      "setpoint-taken", UInt32(truncatingIfNeeded: massager.setpointTaken.nanoseconds / 1_000_000))
    say("reset", UInt32(board.resetCause.rawValue))
    say("resets", last_words().resets)
    say("address", last_words().address)
    say("sealed", heap_is_sealed() ? 1 : 0)
    say("heap", heap_bytes_used())
    say("stack", stack_bytes_used())
    say("late", board.late)
    say("ticks", board.worstTicks)
    say("\n")
  }

  private func say(_ name: StaticString, _ value: UInt32) {
    say(name)
    say("=")
    var digits = InlineArray<10, UInt8>(repeating: 0)
    var count = 0
    var rest = value
    repeat {
      digits[count] = 0x30 + UInt8(rest % 10)
      rest /= 10
      count += 1
    } while rest > 0
    while count > 0 {
      count -= 1
      put(digits[count])
    }
    say(" ")
  }

  private func say(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { unsafe put(text.utf8Start[index]) }
  }

  /// A line that takes nothing loses the byte: no wait here is without an end.
  private func put(_ byte: UInt8) {
    var left = 10_000
    while !port.isReadyToTransmit, left > 0 { left -= 1 }
    if left > 0 { port.transmit(byte) }
  }
}
