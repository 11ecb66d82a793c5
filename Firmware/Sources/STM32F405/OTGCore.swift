// SPDX-License-Identifier: Apache-2.0
public import Registers

/// The USB core as a full-speed device without DMA: RM0090 §34.17.
///
/// Packets go out one at a time, each with room for it in its own FIFO, so that nothing ever waits for
/// room.
public struct OTGCore<Bus: RegisterBus>: Sendable {
  public let bus: Bus

  public init(bus: Bus) { self.bus = bus }

  /// Words of FIFO memory, of 320 (§34.11): reception holds two packets of 64 bytes, 13 words of setup
  /// and what the core notes; each transmit FIFO at least one packet.
  static var receiveWords: UInt32 { 96 }
  static var transmitWords: InlineArray<4, UInt32> { [32, 32, 16, 64] }
  /// Loads until a wait is given up; the core needs some dozen cycles.
  static var patience: Int { 10_000 }

  /// Core and device initialisation (§34.17.1, §34.17.3); false when the core does not answer.
  ///
  /// The pull-up comes last: only then does a host see anything. VBUS is sensed, so that a device with
  /// a battery never pulls a line of a cable that ends nowhere (USB 2.0 §7.1.5).
  public func start() -> Bool {
    bus.store(0, to: OTGRegisters.bus)
    // PHYSEL: the transceiver on the chip.
    bus.store(1 << 6, to: OTGRegisters.usb)
    guard wait(until: { $0.contains(.isIdle) }) else { return false }
    bus.store(.core, to: OTGRegisters.reset)
    guard wait(until: { !$0.contains(.core) }) else { return false }
    // PWRDWN off, which is written as 1, and VBUSBSEN.
    bus.store(1 << 16 | 1 << 19, to: OTGRegisters.core)
    // FDMOD, TRDT 6 for an AHB above 32 MHz (§34.16.2), PHYSEL.
    bus.store(1 << 30 | 6 << 10 | 1 << 6, to: OTGRegisters.usb)
    bus.store(0, to: OTGRegisters.power)
    bus.store(1 << 1, to: OTGRegisters.deviceControl)
    // DSPD 3: full speed.
    bus.store(0b11, to: OTGRegisters.deviceConfiguration)
    shareMemory()
    bus.store(OTGInterrupts(rawValue: .max), to: OTGRegisters.interrupts)
    bus.store(
      [.session, .received, .suspended, .reset, .enumerated, .inEndpoints, .outEndpoints],
      to: OTGRegisters.interruptMask)
    bus.store(1, to: OTGRegisters.bus)
    bus.store(0, to: OTGRegisters.deviceControl)
    return true
  }

  private func shareMemory() {
    bus.store(Self.receiveWords, to: OTGRegisters.receiveSize)
    var start = Self.receiveWords
    for number in 0..<4 {
      let words = Self.transmitWords[number]
      let register =
        number == 0 ? OTGRegisters.transmitSize0 : OTGRegisters.transmitSize(UInt32(number))
      bus.store(words << 16 | start, to: register)
      start += words
    }
  }

  private func wait(until test: (OTGReset) -> Bool) -> Bool {
    for _ in 0..<Self.patience where test(bus.load(OTGRegisters.reset)) { return true }
    return false
  }

  private func flush(_ what: OTGReset) {
    bus.store(what, to: OTGRegisters.reset)
    _ = wait(until: { $0.isDisjoint(with: [.flushReceiver, .flushTransmitter]) })
  }

  /// Takes what is pending and acknowledges what is acknowledged here.
  public func takeInterrupts() -> OTGInterrupts {
    let pending = bus.load(OTGRegisters.interrupts).intersection(
      bus.load(OTGRegisters.interruptMask))
    bus.store(pending.intersection([.suspended, .reset, .enumerated]), to: OTGRegisters.interrupts)
    return pending
  }

  /// GOTGINT.SEDET: VBUS is gone, the cable was pulled.
  public func takeSessionEnd() -> Bool {
    let flags = bus.load(OTGRegisters.otgInterrupt)
    bus.store(flags, to: OTGRegisters.otgInterrupt)
    return flags & 1 << 2 != 0
  }

  /// What a bus reset asks for (§34.17.5): every endpoint answers NAK, address 0, empty FIFOs.
  public func beginAnew() {
    for index in UInt32(0)..<8 {
      let place = OTGPlace(index >> 1, isIn: index & 1 != 0)
      close(place)
      bus.store(0xFF, to: OTGRegisters.interrupt(place))
    }
    flush([.flushTransmitter, .every])
    flush(.flushReceiver)
    setAddress(0)
    bus.store(OTGPlace.controlIn.bit | OTGPlace.controlOut.bit, to: OTGRegisters.allMask)
    // XFRC and STUP; XFRC.
    bus.store(1 | 1 << 3, to: OTGRegisters.outMask)
    bus.store(1, to: OTGRegisters.inMask)
  }

  public func setAddress(_ address: UInt8) {
    bus.modify(OTGRegisters.deviceConfiguration) { $0 = $0 & ~(0x7F << 4) | UInt32(address) << 4 }
  }

  /// Lets endpoint 0 take a setup packet, three in a row at most, or a packet of data (§34.17.6).
  public func expectControl() {
    bus.store(3 << 29 | 1 << 19 | 64, to: OTGRegisters.size(.controlOut))
    command(.controlOut, [.enable, .clearNak])
  }
}

extension OTGPlace {
  public static var controlIn: OTGPlace { OTGPlace(0, isIn: true) }
  public static var controlOut: OTGPlace { OTGPlace(0, isIn: false) }
}

/// EPTYP; isochronous ones are not used.
public enum OTGEndpointKind: UInt32, Sendable {
  case bulk = 2
  case interrupt = 3
}
