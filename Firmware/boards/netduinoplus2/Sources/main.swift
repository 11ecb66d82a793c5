// SPDX-License-Identifier: Apache-2.0
import CStartup
import Registers
import STM32F405

// Made before any interrupt is enabled; afterwards each belongs to the level that its methods name.
nonisolated(unsafe) let board = EmulatedBoard()
nonisolated(unsafe) let console = unsafe Console(board)

@c func tickInterrupt() { unsafe board.tick() }
@c func controlInterrupt() { unsafe board.control() }
@c func serialInterrupt() { unsafe board.serve() }

unsafe board.start()
seal_heap()
while true {
  wait_for_interrupt()
  unsafe console.serve()
}
