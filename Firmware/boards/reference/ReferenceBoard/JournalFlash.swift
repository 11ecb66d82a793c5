// SPDX-License-Identifier: Apache-2.0
public import Controller
public import Registers
import STM32F405

/// The journal's two pages: the last two sectors of the chip's flash.
public struct JournalFlash<Bus: RegisterBus>: PagedMemory {
  private let flash: FlashMemory<Bus>

  public init(bus: Bus) { flash = FlashMemory(bus: bus) }

  /// 128 KiB: 4,095 records before anything has to be erased.
  public var words: Int { 0x2_0000 / 4 }

  public func load(page: Int, word: Int) -> UInt32 { flash.load(address(page, word)) }

  public func program(page: Int, word: Int, _ value: UInt32) -> Bool {
    flash.program(value, at: address(page, word))
  }

  public func erase(page: Int) -> Bool { flash.erase(sector(page)) }

  private func sector(_ page: Int) -> FlashMemory<Bus>.Sector {
    page == 0 ? .tenth : .eleventh
  }

  private func address(_ page: Int, _ word: Int) -> UInt32 {
    sector(page).address + UInt32(word) * 4
  }
}
