// SPDX-License-Identifier: Apache-2.0
import Registers

// Endpoints and packets: RM0090 §34.17.5, §34.17.6.
extension OTGCore {
  /// Writes commands without repeating those that are read back.
  func command(_ place: OTGPlace, _ commands: OTGEndpointControl) {
    bus.modify(OTGRegisters.control(place)) { $0 = $0.subtracting(.commands).union(commands) }
  }

  /// Opens an endpoint other than 0, beginning with DATA0 and without a halt.
  public func open(_ place: OTGPlace, _ kind: OTGEndpointKind, packetSize: Int) {
    var settings: OTGEndpointControl = [.active, .data0, .setNak]
    settings.formUnion(
      OTGEndpointControl(rawValue: UInt32(packetSize) | kind.rawValue << 18))
    if place.isIn { settings.formUnion(OTGEndpointControl(rawValue: place.number << 22)) }
    bus.store(settings, to: OTGRegisters.control(place))
    bus.modify(OTGRegisters.allMask) { $0 |= place.bit }
    if !place.isIn { expect(place, packetSize: packetSize) }
  }

  /// Closes it, and drops what waits in its FIFO.
  ///
  /// An endpoint that transmits is told NAK and disabled first (§34.17.5); the flush that follows needs
  /// no more.
  public func close(_ place: OTGPlace) {
    let control = bus.load(OTGRegisters.control(place))
    if control.contains(.enable) {
      // Endpoint 0 OUT cannot be disabled (§34.16.4).
      command(place, place == .controlOut ? [.setNak] : [.setNak, .disable])
    }
    guard place.number != 0 else { return }
    if place.isIn { flushTransmitter(place.number) }
    bus.modify(OTGRegisters.control(place)) {
      $0 = $0.subtracting([.active, .stall]).subtracting(.commands)
    }
    bus.modify(OTGRegisters.allMask) { $0 &= ~place.bit }
  }

  /// STALL until it is cleared; on endpoint 0 until the next setup packet.
  public func stall(_ place: OTGPlace) { command(place, .stall) }

  /// Lets the host send one packet.
  public func expect(_ place: OTGPlace, packetSize: Int) {
    bus.store(1 << 19 | UInt32(packetSize), to: OTGRegisters.size(place))
    command(place, [.enable, .clearNak])
  }

  /// Hands over one packet; `byte` gives its bytes in order.
  ///
  /// False when the FIFO has no room, which one packet at a time always finds.
  @discardableResult
  public func send(_ place: OTGPlace, count: Int, _ byte: (Int) -> UInt8) -> Bool {
    let words = (count + 3) / 4
    guard bus.load(OTGRegisters.room(place.number)) & 0xFFFF >= UInt32(words) else { return false }
    bus.store(1 << 19 | UInt32(count), to: OTGRegisters.size(place))
    command(place, [.enable, .clearNak])
    for word in 0..<words {
      var packed: UInt32 = 0
      for lane in 0..<min(4, count - 4 * word) {
        packed |= UInt32(byte(4 * word + lane)) << UInt32(8 * lane)
      }
      bus.store(packed, to: OTGRegisters.queue(place.number))
    }
    return true
  }

  public func flushTransmitter(_ number: UInt32) {
    bus.store([.flushTransmitter, .number(number)], to: OTGRegisters.reset)
    for _ in 0..<Self.patience
    where !bus.load(OTGRegisters.reset).contains(.flushTransmitter) { return }
  }

  /// What lies next in the receive FIFO; its bytes have to be taken next.
  public func takeReceived() -> OTGReceived { bus.load(OTGRegisters.receivedStatus) }

  /// Whether there is more in it.
  public var hasReceived: Bool { bus.load(OTGRegisters.interrupts).contains(.received) }

  /// Takes bytes out of the receive FIFO, which all endpoints share; more than fit are dropped.
  public func take<let size: Int>(_ count: Int, into bytes: inout InlineArray<size, UInt8>) {
    var index = 0
    while index < count {
      let word = bus.load(OTGRegisters.queue(0))
      for lane in 0..<4 where index + lane < min(count, size) {
        bytes[index + lane] = UInt8(truncatingIfNeeded: word >> UInt32(8 * lane))
      }
      index += 4
    }
  }

  /// Which endpoints ask for attention: DAINT.
  public func takeEndpoints() -> UInt32 {
    bus.load(OTGRegisters.all) & bus.load(OTGRegisters.allMask)
  }

  /// What an endpoint asks for, acknowledged: bit 0 a packet is through, bit 3 the setup stage ended.
  public func takeReasons(_ place: OTGPlace) -> UInt32 {
    let reasons = bus.load(OTGRegisters.interrupt(place))
    bus.store(reasons, to: OTGRegisters.interrupt(place))
    return reasons
  }
}

extension OTGPlace {
  /// Whether its bit is among those of DAINT.
  public func isAmong(_ endpoints: UInt32) -> Bool { endpoints & bit != 0 }
}
